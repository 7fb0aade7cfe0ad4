package dev.shatter.train;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import dev.shatter.network.Network;
import dev.shatter.torch.Generators;
import dev.shatter.torch.HostArray;
import dev.shatter.torch.Safetensors;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import dev.shatter.train.Checkpoint.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.pytorch.NoGradGuard;
import org.jspecify.annotations.Nullable;

/**
 * The training loop: epochs of shuffled batches, evaluation after each or every few, until a rule ends it.
 *
 * <p>Every draw comes from a stream named by the spec's seeds and the epoch (order) or step (dropout, augmentation), so a
 * loop resumed from a checkpoint, between any two steps, makes the same numbers to the bit.
 */
public final class Trainer implements AutoCloseable {
    /** The checkpoint's name in the run's folder. */
    public static final String CHECKPOINT = "checkpoint.safetensors";

    /** The best weights so far, while a rule asks for them. */
    public static final String BEST = "best.safetensors";

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
     * What a training came to.
     *
     * @param rows the state before the first step, then every epoch that was evaluated
     * @param end the row of the weights the network now has: the last, or the best where a rule asks for it
     * @param imagesPerSecond examples trained on a second of training steps; 0 if there were none
     * @param seconds wall time over all resumptions
     */
    public record Outcome(List<EpochRow> rows, EpochRow end, double imagesPerSecond, double seconds) {}

    private final TrainSpec spec;
    private final Network network;
    private final Splits examples;
    private final Path folder;
    private final Duration interval;
    private final TrainListener listener;
    private final Loss loss;
    private final Optimizer optimizer;
    private final TrainingStep step;
    private final boolean keepsBest;

    private Progress at = Progress.START;
    private long begun = System.nanoTime();
    private long saved = System.nanoTime();

    /**
     * A training that is about to begin or to go on.
     *
     * @param folder where checkpoints go
     * @param interval time between two checkpoints
     */
    public Trainer(
            TrainSpec spec, Network network, Splits examples, Path folder, Duration interval, TrainListener listener) {
        this.spec = spec;
        this.network = network;
        this.examples = examples;
        this.folder = folder;
        this.interval = interval;
        this.listener = listener;
        this.loss = Losses.CATALOGUE.get(spec.loss());
        this.optimizer = Optimizers.CATALOGUE.get(spec.optimizer()).create(spec.optimizer(), network.parameters());
        this.step =
                new TrainingStep(network, loss, optimizer, examples.training().half());
        this.keepsBest = spec.until().stream()
                .anyMatch(rule -> StopRules.CATALOGUE.get(rule).keepsBest());
    }

    /** Trains to the end, from the folder's checkpoint if there is one. */
    public Outcome fit() {
        resume();
        begun = System.nanoTime() - (long) (at.seconds() * 1e9);
        if (at.rows().isEmpty()) {
            at = withRow(row(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN));
        }
        while (at.epoch() < spec.epochs() && !ended()) {
            epoch();
        }
        EpochRow end = at.rows().get(at.rows().size() - 1);
        if (keepsBest) {
            end = at.rows().get(StopRules.best(at.rows()));
            network.load(Safetensors.read(folder.resolve(BEST)).tensors());
        }
        long images =
                at.step() == 0 ? 0 : (long) at.epoch() * examples.training().count();
        return new Outcome(
                at.rows(),
                end,
                at.trainingSeconds() > 0 ? images / at.trainingSeconds() : 0,
                (System.nanoTime() - begun) / 1e9);
    }

    private boolean ended() {
        EpochRow last = at.rows().get(at.rows().size() - 1);
        // Diverged: nothing that follows can be a number again.
        boolean lost = last.epoch() > 0 && !Double.isFinite(last.runningLoss());
        return lost
                || spec.until().stream()
                        .anyMatch(rule -> StopRules.CATALOGUE.get(rule).ends(rule, at.rows()));
    }

    private void epoch() {
        int n = examples.training().count();
        int batches = (n + spec.batch() - 1) / spec.batch();
        int[] order = Chance.of(spec.seeds().order(), "order", at.epoch()).permutation(n);
        Schedule schedule = Schedules.CATALOGUE.get(spec.schedule());
        double base = spec.optimizer().number("lr");
        double rate = Double.NaN;
        double norm = Double.NaN;
        while (at.batch() < batches) {
            int from = at.batch() * spec.batch();
            int to = Math.min(n, from + spec.batch());
            double epochs = at.epoch() + (double) at.batch() / batches;
            rate = base * schedule.factor(spec.schedule(), epochs, spec.epochs());
            long start = System.nanoTime();
            TrainingStep.Result result;
            try (StepScope scope = StepScope.open()) {
                Generators.seed(spec.seeds().noise(), "step", at.step());
                Batch batch = examples.training().take(Arrays.copyOfRange(order, from, to));
                result = step.run(batch, rate, at.batch() == batches - 1);
            }
            norm = result.gradientNorm();
            at = new Progress(
                    at.step() + 1,
                    at.epoch(),
                    at.batch() + 1,
                    at.lossSum() + result.loss() * (to - from),
                    at.correct() + result.correct(),
                    (System.nanoTime() - begun) / 1e9,
                    at.trainingSeconds() + (System.nanoTime() - start) / 1e9,
                    at.rows());
            tell(batches, to);
            if (at.batch() < batches) {
                checkpoint();
            }
        }
        int done = at.epoch() + 1;
        if (done % spec.evaluate() == 0 || done == spec.epochs()) {
            EpochRow row = row(done, at.lossSum() / n, (double) at.correct() / n, rate, norm);
            at = withRow(row);
            listener.epoch(row);
            if (keepsBest && StopRules.best(at.rows()) == at.rows().size() - 1) {
                new Safetensors(network.state(), Map.of()).write(folder.resolve(BEST));
            }
        } else {
            at = after(done, at.rows());
        }
        checkpoint();
    }

    private void tell(int batches, int seen) {
        double epochs = at.epoch() + (double) at.batch() / batches;
        double images = ((double) at.epoch() * examples.training().count() + seen) / at.trainingSeconds();
        listener.step(epochs / spec.epochs(), epochs, at.lossSum() / seen, (double) at.correct() / seen, images);
    }

    private EpochRow row(int epoch, double runningLoss, double runningAccuracy, double rate, double norm) {
        Evaluation train = Evaluation.of(network, loss, examples.train());
        Batches held = examples.validation();
        Evaluation validation = held == null ? Evaluation.NONE : Evaluation.of(network, loss, held);
        Evaluation test = Evaluation.of(network, loss, examples.test());
        return new EpochRow(
                epoch,
                at.step(),
                runningLoss,
                runningAccuracy,
                train.loss(),
                train.accuracy(),
                validation.loss(),
                validation.accuracy(),
                test.loss(),
                test.accuracy(),
                rate,
                norm,
                Norms.joint(network.parameters().values()),
                (System.nanoTime() - begun) / 1e9);
    }

    private Progress withRow(EpochRow row) {
        List<EpochRow> rows = new ArrayList<>(at.rows());
        rows.add(row);
        return after(row.epoch(), rows);
    }

    /** At the end of an epoch, before the next one's first batch. */
    private Progress after(int epoch, List<EpochRow> rows) {
        double seconds = (System.nanoTime() - begun) / 1e9;
        return new Progress(at.step(), epoch, 0, 0, 0, seconds, at.trainingSeconds(), rows);
    }

    private void checkpoint() {
        if (System.nanoTime() - saved < interval.toNanos()) {
            return;
        }
        Map<String, HostArray> tensors = new TreeMap<>();
        network.state().forEach((name, array) -> tensors.put(Checkpoint.NETWORK + name, array));
        optimizer.state().forEach((name, tensor) -> tensors.put(Checkpoint.OPTIMIZER + name, Tensors.host(tensor)));
        new Checkpoint(tensors, at).write(folder.resolve(CHECKPOINT));
        saved = System.nanoTime();
    }

    private void resume() {
        Path file = folder.resolve(CHECKPOINT);
        if (!Files.exists(file)) {
            return;
        }
        Checkpoint checkpoint = Checkpoint.read(file);
        network.load(checkpoint.part(Checkpoint.NETWORK));
        remember(checkpoint.part(Checkpoint.OPTIMIZER), file);
        at = checkpoint.progress();
        listener.resumed(at.epoch());
    }

    private void remember(Map<String, HostArray> stored, Path file) {
        try (StepScope scope = StepScope.open();
                NoGradGuard off = new NoGradGuard()) {
            optimizer.state().forEach((name, tensor) -> {
                HostArray array = stored.get(name);
                if (array == null || !Arrays.equals(array.sizes(), tensor.shape())) {
                    throw BadInput.in(
                            file + ", tensor '" + Checkpoint.OPTIMIZER + name + "'",
                            "is missing or of another shape",
                            "remove the run with 'runs rm' and train it again");
                }
                tensor.copy_(Tensors.of(array));
            });
        }
    }

    /** Frees the optimiser; the network and the examples belong to the caller. */
    @Override
    public void close() {
        step.close();
        optimizer.close();
    }
}
