package dev.shatter.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shatter.network.Network;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Trains a network on the {@link Loop}: evaluation after each or every few epochs, until a rule ends it.
 *
 * <p>Every draw comes from a stream named by the plan's seeds and the epoch (order) or step (dropout, augmentation), so a
 * training resumed from a checkpoint, between any two steps, makes the same numbers to the bit.
 */
public final class Trainer implements AutoCloseable {
    /** Names its loop's checkpoint. */
    public static final String LOOP = "checkpoint";

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
    private final Splits examples;
    private final Checkpoints checkpoints;
    private final Optimizer optimizer;
    private final TrainingStep step;
    private final Diary diary;

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
        this.examples = examples;
        this.checkpoints = checkpoints;
        this.optimizer = Optimizers.CATALOGUE.get(plan.optimizer()).create(plan.optimizer(), network);
        this.step = new TrainingStep(
                network, Losses.of(plan.loss()), optimizer, examples.training().half(), plan.method(), mask);
        this.diary = new Diary(plan, network, examples, listener);
    }

    /** Trains to the end, from the checkpoint if there is one. */
    public Outcome fit() {
        return diary.end(new Loop(plan.course(), examples.training(), new Visit(), checkpoints, LOOP).run());
    }

    /** Frees the optimiser; the network and the examples belong to the caller. */
    @Override
    public void close() {
        step.close();
        optimizer.close();
        diary.close();
    }

    /** What the loop calls. */
    private final class Visit implements Learner {
        @Override
        public void begin(Moment at) {
            long begun = System.nanoTime() - (long) (at.seconds() * 1e9);
            diary.begin(at, () -> (System.nanoTime() - begun) / 1e9);
        }

        @Override
        public void step(Batch batch, double factor, Moment at) {
            double rate = diary.rate(factor);
            diary.step(at, rate, batch.count(), step.run(batch, rate, at.last()));
        }

        @Override
        public void stepped(Moment at) {
            diary.stepped(at);
        }

        @Override
        public void passed(Moment at) {
            diary.passed(at);
        }

        @Override
        public boolean goesOn() {
            return diary.goesOn();
        }

        @Override
        public Map<String, Tensor> state() {
            Map<String, Tensor> state = new LinkedHashMap<>(step.state());
            state.putAll(diary.state());
            return state;
        }

        @Override
        public void remember(ObjectNode memory) {
            diary.remember(memory);
        }

        @Override
        public void recall(JsonNode memory) {
            diary.recall(memory);
        }
    }
}
