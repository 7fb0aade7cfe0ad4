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
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Trains a network on the {@link Loop}: evaluation after each or every few epochs, until a rule ends it.
 *
 * <p>Every draw comes from a stream named by the plan's seeds and the epoch (order) or step (dropout, augmentation), so a
 * training resumed from a checkpoint, between any two steps, makes the same numbers to the bit.
 */
public final class Trainer implements AutoCloseable {
    /** The checkpoint's name in the run's folder. */
    public static final String CHECKPOINT = "checkpoint.safetensors";

    private static final String LOOP = "checkpoint";

    /**
     * The examples a training needs.
     *
     * @param training batches to train on, augmented if the spec asks for it
     * @param train the same examples as they are, for evaluation
     * @param validation examples held out of the training set; null if none
     * @param test the test examples
     */
    public record Splits(
            Batches training, Batches train, @Nullable Batches validation, Batches test) implements AutoCloseable {
        @Override
        public void close() {
            if (training != train) {
                training.close();
            }
            train.close();
            if (validation != null) {
                validation.close();
            }
            test.close();
        }
    }

    /**
     * The result of a training.
     *
     * @param rows the state before the first step, then every epoch that was evaluated
     * @param end the row of the weights the network now has: the last, or the best where a rule asks for it
     * @param imagesPerSecond examples trained on a second of training steps; 0 if there were none
     * @param seconds wall time over all resumptions
     */
    public record Outcome(List<EpochRow> rows, EpochRow end, double imagesPerSecond, double seconds) {}

    private final Plan plan;
    private final Network network;
    private final Splits examples;
    private final Checkpoints checkpoints;
    private final TrainListener listener;
    private final Loss loss;
    private final Optimizer optimizer;
    private final TrainingStep step;

    /** The best weights so far by full name; empty unless a rule asks for them. */
    private final Map<String, Tensor> best = new LinkedHashMap<>();

    private final Course course;
    private final Visit visit = new Visit();

    /** A training of all weights, that is about to begin or to go on. */
    public Trainer(Plan plan, Network network, Splits examples, Checkpoints checkpoints, TrainListener listener) {
        this(plan, network, null, examples, checkpoints, listener);
    }

    /**
     * A training that is about to begin or to go on.
     *
     * @param network with its first weights, drawn or given
     * @param mask holds some of them at 0; null = all are trained
     */
    public Trainer(
            Plan plan,
            Network network,
            @Nullable Mask mask,
            Splits examples,
            Checkpoints checkpoints,
            TrainListener listener) {
        this.plan = plan;
        this.network = network;
        this.examples = examples;
        this.checkpoints = checkpoints;
        this.listener = listener;
        this.course = plan.course();
        this.loss = Losses.of(plan.loss());
        this.optimizer = Optimizers.CATALOGUE.get(plan.optimizer()).create(plan.optimizer(), network.parameters());
        this.step =
                new TrainingStep(network, loss, optimizer, examples.training().half(), plan.method(), mask);
        if (plan.until().stream().anyMatch(rule -> StopRules.CATALOGUE.get(rule).keepsBest())) {
            try (StepScope scope = StepScope.open();
                    NoGradGuard off = new NoGradGuard()) {
                values().forEach((name, tensor) -> best.put(name, scope.keep(tensor.clone())));
            }
        }
    }

    /** Trains to the end, from the checkpoint if there is one. */
    public Outcome fit() {
        Moment end = new Loop(course, examples.training(), visit, checkpoints, LOOP).run();
        List<EpochRow> rows = List.copyOf(visit.rows);
        EpochRow last = rows.get(rows.size() - 1);
        if (!best.isEmpty()) {
            last = rows.get(StopRules.best(rows));
            copy(best, values());
        }
        double images = (double) end.epoch() * examples.training().count();
        return new Outcome(rows, last, end.stepSeconds() > 0 ? images / end.stepSeconds() : 0, visit.seconds());
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

    /** Frees the optimiser; the network and the examples belong to the caller. */
    @Override
    public void close() {
        step.close();
        optimizer.close();
        best.values().forEach(Tensor::close);
    }

    /** What the loop calls. */
    private final class Visit implements Learner {
        private final List<EpochRow> rows = new ArrayList<>();
        private double lossSum;
        private long correct;
        private int seen;
        private double rate = Double.NaN;
        private double norm = Double.NaN;
        private long begun;

        @Override
        public void begin(Moment at) {
            begun = System.nanoTime() - (long) (at.seconds() * 1e9);
            if (rows.isEmpty()) {
                rows.add(row(at, Double.NaN, Double.NaN));
            } else {
                listener.resumed(at.epoch());
            }
        }

        @Override
        public void step(Batch batch, double factor, Moment at) {
            if (at.batch() == 0) {
                lossSum = 0;
                correct = 0;
                seen = 0;
            }
            rate = plan.optimizer().number("lr") * factor;
            TrainingStep.Result result = step.run(batch, rate, at.last());
            norm = result.gradientNorm();
            lossSum += result.loss() * batch.count();
            correct += result.correct();
            seen += batch.count();
        }

        @Override
        public void stepped(Moment at) {
            announce(Snapshot.step(at.step()));
            double images = ((double) at.epoch() * examples.training().count() + seen) / at.stepSeconds();
            listener.step(at.passed() / at.epochs(), at.passed(), lossSum / seen, (double) correct / seen, images);
        }

        @Override
        public void passed(Moment at) {
            if (at.epoch() % plan.evaluate() == 0 || at.epoch() == at.epochs()) {
                EpochRow row = row(at, lossSum / seen, (double) correct / seen);
                rows.add(row);
                if (!best.isEmpty() && StopRules.best(rows) == rows.size() - 1) {
                    copy(values(), best);
                }
                listener.epoch(row);
            }
            if (at.epoch() > 0) {
                announce(Snapshot.epoch(at.epoch()));
            }
        }

        private void announce(Snapshot moment) {
            if (plan.keep().contains(moment)) {
                listener.kept(moment, network);
            }
        }

        @Override
        public boolean goesOn() {
            EpochRow last = rows.get(rows.size() - 1);
            // Diverged: nothing that follows can be a number again.
            boolean lost = last.epoch() > 0 && !Double.isFinite(last.runningLoss());
            return !lost
                    && plan.until().stream()
                            .noneMatch(rule -> StopRules.CATALOGUE.get(rule).ends(rule, rows));
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
                    Norms.joint(network.parameters().values()),
                    seconds());
        }

        private double seconds() {
            return (System.nanoTime() - begun) / 1e9;
        }

        @Override
        public Map<String, Tensor> state() {
            Map<String, Tensor> state = new LinkedHashMap<>(step.state());
            best.forEach((name, tensor) -> state.put("best." + name, tensor));
            return state;
        }

        @Override
        public void remember(ObjectNode memory) {
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

        @Override
        public void recall(JsonNode memory) {
            lossSum = memory.required("lossSum").asDouble();
            correct = memory.required("correct").asLong();
            seen = memory.required("seen").asInt();
            for (JsonNode values : memory.required("rows")) {
                List<Double> numbers = new ArrayList<>();
                values.forEach(value -> numbers.add(Double.valueOf(value.asText())));
                rows.add(EpochRow.of(numbers));
            }
        }
    }
}
