package dev.shatter.bound;

import dev.shatter.core.BadInput;
import java.util.Arrays;

/**
 * What a certificate speaks of.
 *
 * @param predictor whose risk
 * @param loss under which loss
 * @param points where the empirical risk was measured
 * @param n how many points, ≥ 1: original examples, not augmented copies
 * @param classes K ≥ 2, for the level 1 − 1/K of a guess
 */
public record Scope(Predictor predictor, LossKind loss, SampleRole points, long n, int classes) {
    public Scope {
        Domain.sampleSize(n);
        if (classes < 2) {
            throw BadInput.in("classes", classes + " is less than 2", "give the number of classes");
        }
    }

    /** The 0-1 risk of the network itself, from its training points. */
    public static Scope ofTraining(long n, int classes) {
        return new Scope(Predictor.DETERMINISTIC, LossKind.ZERO_ONE, SampleRole.TRAINING, n, classes);
    }

    /** The 0-1 risk of the network itself, from held-out points. */
    public static Scope ofHeldOut(long n, int classes) {
        return new Scope(Predictor.DETERMINISTIC, LossKind.ZERO_ONE, SampleRole.HELD_OUT, n, classes);
    }

    /** The 0-1 risk of the stochastic network, from points its prior never saw. */
    public static Scope ofPosterior(long n, int classes) {
        return new Scope(Predictor.STOCHASTIC, LossKind.ZERO_ONE, SampleRole.PRIOR_FREE, n, classes);
    }

    /** The 0-1 risk of the decoded network, from its training points. */
    public static Scope ofCompressed(long n, int classes) {
        return new Scope(Predictor.COMPRESSED, LossKind.ZERO_ONE, SampleRole.TRAINING, n, classes);
    }

    /** Risk of a guess: 1 − 1/K for the 0-1 loss, 1 for others. */
    double trivialLevel() {
        return loss == LossKind.ZERO_ONE ? 1 - 1.0 / classes : 1;
    }

    /** Refuses a theorem for a loss it does not cover: an error of the program, not of the user. */
    Scope require(LossKind... allowed) {
        if (Arrays.stream(allowed).noneMatch(loss::equals)) {
            throw new IllegalArgumentException("this bound does not cover " + loss.words());
        }
        return this;
    }

    /** Refuses losses that leave [0, 1]. */
    Scope requireUnitLoss() {
        return require(
                LossKind.ZERO_ONE,
                LossKind.BOUNDED_CROSS_ENTROPY,
                LossKind.CLIPPED_HINGE,
                LossKind.CLIPPED_CROSS_ENTROPY,
                LossKind.UNIT_INTERVAL);
    }

    Scope require(SampleRole... needed) {
        if (Arrays.stream(needed).noneMatch(points::equals)) {
            throw new IllegalArgumentException("this bound needs " + needed[0].words() + ", not " + points.words());
        }
        return this;
    }

    /** Refuses margins of other points than the n the scope names. */
    Scope requireCount(int count) {
        if (count != n) {
            throw new IllegalArgumentException(count + " margins for n = " + n + " points");
        }
        return this;
    }

    Scope require(Predictor... allowed) {
        if (Arrays.stream(allowed).noneMatch(predictor::equals)) {
            throw new IllegalArgumentException("this bound does not speak of " + predictor.words());
        }
        return this;
    }
}
