package dev.shatter.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shatter.network.Network;
import dev.shatter.torch.StepScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * What is written down of one network's training, however its steps are made: running means, evaluated epochs, the best weights
 * so far, and whether a rule ends it.
 */
final class Diary implements AutoCloseable {
    private final Plan plan;
    private final Network network;
    private final Trainer.Splits examples;
    private final TrainListener listener;
    private final Loss loss;
    private final List<EpochRow> rows = new ArrayList<>();

    /** The best weights so far by full name; empty unless a rule asks for them. */
    private final Map<String, Tensor> best = new LinkedHashMap<>();

    private DoubleSupplier seconds = () -> 0;
    private double lossSum;
    private long correct;
    private int seen;
    private double rate = Double.NaN;
    private double norm = Double.NaN;

    Diary(Plan plan, Network network, Trainer.Splits examples, TrainListener listener) {
        this.plan = plan;
        this.network = network;
        this.examples = examples;
        this.listener = listener;
        this.loss = Losses.of(plan.loss());
        if (plan.until().stream().anyMatch(rule -> StopRules.CATALOGUE.get(rule).keepsBest())) {
            try (StepScope scope = StepScope.open();
                    NoGradGuard off = new NoGradGuard()) {
                values().forEach((name, tensor) -> best.put(name, scope.keep(tensor.clone())));
            }
        }
    }

    /**
     * Before the first step of this process.
     *
     * @param clock seconds this training has taken so far, over all resumptions
     */
    void begin(Moment at, DoubleSupplier clock) {
        seconds = clock;
        if (rows.isEmpty()) {
            rows.add(row(at, Double.NaN, Double.NaN));
        } else {
            listener.resumed(at.epoch());
        }
    }

    /** The learning rate of a step. */
    double rate(double factor) {
        return plan.optimizer().number("lr") * factor;
    }

    /** A step was made at this moment. */
    void step(Moment at, double stepRate, int count, TrainingStep.Result result) {
        if (at.batch() == 0) {
            lossSum = 0;
            correct = 0;
            seen = 0;
        }
        rate = stepRate;
        norm = result.gradientNorm();
        lossSum += result.loss() * count;
        correct += result.correct();
        seen += count;
    }

    /** Whether the network's weights are looked at after the step that ends here. */
    boolean looksAt(Moment at) {
        return plan.keep().contains(Snapshot.step(at.step()));
    }

    /** After a step. */
    void stepped(Moment at) {
        announce(Snapshot.step(at.step()));
        double images = ((double) at.epoch() * examples.training().count() + seen) / at.stepSeconds();
        listener.step(at.passed() / at.epochs(), at.passed(), lossSum / seen, (double) correct / seen, images);
    }

    /** After a pass over the examples. */
    void passed(Moment at) {
        if (at.epoch() % plan.evaluate() == 0 || at.epoch() == at.epochs()) {
            EpochRow row = row(at, lossSum / seen, (double) correct / seen);
            rows.add(row);
            if (!best.isEmpty() && StopRules.best(rows) == rows.size() - 1) {
                copy(values(), best);
            }
            listener.epoch(row);
        }
        announce(Snapshot.epoch(at.epoch()));
    }

    private void announce(Snapshot moment) {
        if (plan.keep().contains(moment)) {
            listener.kept(moment, network);
        }
    }

    /** Whether no rule ends the training. */
    boolean goesOn() {
        EpochRow last = rows.get(rows.size() - 1);
        // Diverged: nothing that follows can be a number again.
        boolean lost = last.epoch() > 0 && !Double.isFinite(last.runningLoss());
        return !lost
                && plan.until().stream()
                        .noneMatch(rule -> StopRules.CATALOGUE.get(rule).ends(rule, rows));
    }

    /** The result; the network then has the weights it is to end with. */
    Trainer.Outcome end(Moment at) {
        EpochRow last = rows.get(rows.size() - 1);
        if (!best.isEmpty()) {
            last = rows.get(StopRules.best(rows));
            copy(best, values());
        }
        double images = (double) at.epoch() * examples.training().count();
        return new Trainer.Outcome(
                List.copyOf(rows), last, at.stepSeconds() > 0 ? images / at.stepSeconds() : 0, seconds.getAsDouble());
    }

    private EpochRow row(Moment at, double runningLoss, double runningAccuracy) {
        Evaluation train = Evaluation.of(network, loss, examples.train());
        Batches held = examples.validation();
        Evaluation validation = held == null ? Evaluation.NONE : Evaluation.of(network, loss, held);
        Evaluation test = Evaluation.of(network, loss, examples.test());
        return new EpochRow(
                at.epoch(),
                at.step(),
                runningLoss,
                runningAccuracy,
                train.loss(),
                train.accuracy(),
                validation.loss(),
                validation.accuracy(),
                test.loss(),
                test.accuracy(),
                at.epoch() == 0 ? Double.NaN : rate,
                at.epoch() == 0 ? Double.NaN : norm,
                JointNorm.joint(network.parameters().values()),
                seconds.getAsDouble());
    }

    /** Parameters and statistics by full name. */
    private Map<String, Tensor> values() {
        Map<String, Tensor> values = new LinkedHashMap<>(network.parameters());
        values.putAll(network.buffers());
        return values;
    }

    private static void copy(Map<String, Tensor> from, Map<String, Tensor> to) {
        try (NoGradGuard off = new NoGradGuard()) {
            to.forEach((name, tensor) -> tensor.copy_(from.get(name)));
        }
    }

    /** Tensors to be stored: views, filled in place on resumption. */
    Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        best.forEach((name, tensor) -> state.put("best." + name, tensor));
        return state;
    }

    /** Writes what is no tensor. */
    void remember(ObjectNode memory) {
        memory.put("lossSum", lossSum);
        memory.put("correct", correct);
        memory.put("seen", seen);
        ArrayNode stored = memory.putArray("rows");
        for (EpochRow row : rows) {
            ArrayNode values = stored.addArray();
            // As text: JSON has no NaN, and the round trip must be exact.
            row.values().forEach(value -> values.add(value.toString()));
        }
    }

    /** Takes over what {@link #remember} wrote. */
    void recall(JsonNode memory) {
        lossSum = memory.required("lossSum").asDouble();
        correct = memory.required("correct").asLong();
        seen = memory.required("seen").asInt();
        for (JsonNode values : memory.required("rows")) {
            List<Double> numbers = new ArrayList<>();
            values.forEach(value -> numbers.add(Double.valueOf(value.asText())));
            rows.add(EpochRow.of(numbers));
        }
    }

    @Override
    public void close() {
        best.values().forEach(Tensor::close);
    }
}
