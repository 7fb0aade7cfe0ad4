package dev.shatter.bayes;

import dev.shatter.bound.SampledRisk;
import java.util.Arrays;

/** Losses in [0, 1] of independent draws from a stochastic network. */
sealed interface Draws {
    double mean();

    /** N. */
    long count();

    /** The empirical risk, with a share of δ for the drawing. */
    SampledRisk at(double delta);

    /** Weights of its own for every example, whose expected losses differ: only their mean is R̂(Q). */
    record OfExamples(double mean, long count) implements Draws {
        @Override
        public SampledRisk at(double delta) {
            return new SampledRisk(mean, count, delta);
        }
    }

    /** Mean losses of networks on batches drawn with replacement: each has the expectation R̂(Q). */
    record OfNetworks(double[] losses) implements Draws {
        @Override
        public double mean() {
            return Math.min(1, Arrays.stream(losses).average().orElse(1));
        }

        @Override
        public long count() {
            return losses.length;
        }

        @Override
        public SampledRisk at(double delta) {
            return SampledRisk.ofEqualMeans(losses, delta);
        }
    }
}
