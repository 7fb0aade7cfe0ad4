package dev.shatter.bayes;

import dev.shatter.core.Chance;
import dev.shatter.core.Variant;
import dev.shatter.data.Progress;
import dev.shatter.network.Network;
import dev.shatter.train.Batch;
import dev.shatter.train.Batches;
import dev.shatter.train.Checkpoints;
import dev.shatter.train.Course;
import dev.shatter.train.Learner;
import dev.shatter.train.Loop;
import dev.shatter.train.Moment;
import dev.shatter.train.Optimizer;
import dev.shatter.train.Optimizers;
import dev.shatter.train.Schedules;
import dev.shatter.train.Streams;
import dev.shatter.train.TrainingStep;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * Trains a network on the prior's own examples: SGD with momentum 0.9 and weight decay 1e-5 on the cross-entropy.
 */
final class PriorTraining implements Learner {
    private static final Variant SGD = Optimizers.CATALOGUE.parse("sgd:momentum=0.9,weight-decay=1e-5");
    private static final Variant COSINE = Schedules.CATALOGUE.parse("cosine");

    private final TrainingStep step;
    private final double rate;
    private final Progress progress;

    private PriorTraining(TrainingStep step, double rate, Progress progress) {
        this.step = step;
        this.rate = rate;
        this.progress = progress;
    }

    /**
     * Trains in place; batch-norm statistics follow, from these examples alone.
     *
     * @param examples those of the prior
     * @param course passes in batches, and the chance they draw from
     * @param rate first learning rate
     * @param name names its checkpoint
     */
    static void run(
            Network network,
            Batches examples,
            Course course,
            double rate,
            Checkpoints checkpoints,
            String name,
            Progress progress) {
        try (Optimizer optimizer = Optimizers.CATALOGUE.get(SGD).create(SGD, network);
                TrainingStep step = new TrainingStep(network, Surrogate.CROSS_ENTROPY, optimizer, examples.half())) {
            new Loop(course, examples, new PriorTraining(step, rate, progress), checkpoints, name).run();
        }
    }

    /**
     * Passes in full batches, the learning rate falling to 0 along half a cosine.
     *
     * @param name with the seed, of all chance
     */
    static Course course(int batch, int epochs, long seed, String name) {
        Streams streams = new Streams(
                pass -> Chance.of(seed, name, "order", pass),
                at -> Chance.seed(seed, name, "noise", at.epoch(), (long) at.batch()));
        return Course.full(batch, epochs, COSINE, streams);
    }

    @Override
    public void step(Batch batch, double factor, Moment at) {
        step.run(batch, rate * factor, false);
    }

    @Override
    public void stepped(Moment at) {
        progress.at("training the prior", at.step(), at.steps());
    }

    @Override
    public Map<String, Tensor> state() {
        return step.state();
    }
}
