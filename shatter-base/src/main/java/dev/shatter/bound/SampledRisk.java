package dev.shatter.bound;

import dev.shatter.stats.BettingLimit;
import java.util.Arrays;

/**
 * The empirical risk R̂(Q) of a stochastic network estimated by drawing from Q: with probability 1 − δ', R̂(Q) ≤ upper.
 *
 * <p>N is the number of independent draws whose expectations average to R̂(Q). Dense layers with per-example draws, M
 * passes over n points: N = M n. One weight draw for all n points, or for one of equally large batches: N is the number
 * of weight draws. Langford and Caruana 2002.
 *
 * @param mean average loss over all draws, in [0, 1]
 * @param draws N
 * @param delta δ'
 * @param upper the limit
 */
public record SampledRisk(double mean, long draws, double delta, double upper) {
    public SampledRisk {
        Domain.risk("mean loss", mean);
        Domain.atLeastOne("draws", draws);
        Domain.delta(delta);
    }

    /** klinv(mean, ln(1/δ')/N): kl-Chernoff, for independent draws in [0, 1] whose means may differ. */
    public SampledRisk(double mean, long draws, double delta) {
        this(mean, draws, delta, KlChernoff.upper(mean, draws, delta));
    }

    /**
     * By betting, for draws that all have the mean R̂(Q): each network on a batch of its own, drawn with replacement. Far
     * tighter where a draw is a mean over a batch, which varies less than a coin.
     *
     * @param losses of the draws, each in [0, 1], in the order of drawing
     */
    public static SampledRisk ofEqualMeans(double[] losses, double delta) {
        double mean = Arrays.stream(losses).average().orElse(Double.NaN);
        return new SampledRisk(Math.min(1, mean), losses.length, delta, BettingLimit.upper(losses, delta));
    }
}
