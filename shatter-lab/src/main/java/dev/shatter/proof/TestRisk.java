package dev.shatter.proof;

import dev.shatter.bound.BinaryKl;
import dev.shatter.stats.ProportionInterval;

/**
 * The 0-1 loss of a certified predictor on examples that its certificate was not taken on: what a certificate can be held
 * against.
 *
 * @param error mean loss, in [0, 1]
 * @param points number of independent examples, ≥ 1
 * @param draws number of independent draws of the weights; 0 for a predictor that does not draw
 */
public record TestRisk(double error, long points, long draws) {
    /** Of a network. */
    public static TestRisk of(long errors, long points) {
        return new TestRisk((double) errors / points, points, 0);
    }

    /**
     * R ≥ this with probability at least 1 - δ: Clopper and Pearson's exact limit for a network. For a predictor that draws
     * its weights, the kl-Chernoff limit for the mean loss over draws on these examples at δ/2, and of that for the
     * examples at δ/2.
     */
    public double lower(double delta) {
        if (draws == 0) {
            return ProportionInterval.clopperPearsonLower(Math.round(error * points), points, delta);
        }
        double cost = Math.log(2 / delta);
        return BinaryKl.lowerInverse(BinaryKl.lowerInverse(error, cost / draws), cost / points);
    }
}
