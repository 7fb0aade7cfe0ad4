package dev.shatter.train;

import dev.shatter.core.Chance;
import dev.shatter.torch.Generators;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The one training loop: passes over examples in shuffled batches, with checkpoints between steps. What a step does is the
 * {@link Learner}'s; a network with evaluations and stop rules is a {@link Trainer}.
 *
 * <p>Killed at any instant and started again with the same arguments it makes the same numbers to the bit.
 */
public final class Loop {
    private final Course course;
    private final Batches examples;
    private final Learner learner;
    private final @Nullable Path file;
    private final long interval;

    private long begun;
    private long saved;
    private @Nullable Moment last;

    /**
     * A loop that is about to begin or to go on.
     *
     * @param name names its checkpoint among those of the same work
     */
    public Loop(Course course, Batches examples, Learner learner, Checkpoints checkpoints, String name) {
        this.course = course;
        this.examples = examples;
        this.learner = learner;
        this.file = checkpoints.file(name);
        this.interval = checkpoints.interval().toNanos();
    }

    /** Trains to the end, from the checkpoint if there is one. */
    public Moment run() {
        Moment at = resumed();
        saved = System.nanoTime();
        begun = saved - (long) (at.seconds() * 1e9);
        learner.begin(at);
        while (at.epoch() < course.epochs() && learner.goesOn()) {
            at = pass(at);
        }
        // What comes next in the same work need not wait for this again.
        if (now() * 1e9 >= interval) {
            save(at);
        }
        return at;
    }

    private Moment resumed() {
        if (file != null && Files.exists(file)) {
            return Checkpoint.read(file, learner);
        }
        return Moment.start(course.batches(examples.count()), course.epochs());
    }

    private Moment pass(Moment start) {
        Moment at = start;
        try (Tensor order = order(start)) {
            while (at.batch() < at.batches()) {
                long from = System.nanoTime();
                try (StepScope scope = StepScope.open()) {
                    Generators.use(course.streams().noise().applyAsLong(at));
                    Tensor places = course.places(order, at.batch());
                    learner.step(examples.take(places), course.factor(at), at);
                }
                at = at.next(now(), (System.nanoTime() - from) / 1e9);
                learner.stepped(at);
                if (at.batch() < at.batches()) {
                    checkpoint(at);
                }
            }
        }
        at = at.nextEpoch(now());
        learner.passed(at);
        checkpoint(at);
        return at;
    }

    /** The places of the pass's examples, batch after batch. */
    private Tensor order(Moment start) {
        try (StepScope scope = StepScope.open()) {
            Chance chance = course.streams().order().apply(start.epoch());
            return scope.keep(Tensors.indices(chance.permutation(examples.count())));
        }
    }

    private double now() {
        return (System.nanoTime() - begun) / 1e9;
    }

    private void checkpoint(Moment at) {
        if (System.nanoTime() - saved >= interval) {
            save(at);
        }
    }

    private void save(Moment at) {
        if (file != null && !at.equals(last)) {
            Checkpoint.write(file, learner, at);
            last = at;
            saved = System.nanoTime();
        }
    }
}
