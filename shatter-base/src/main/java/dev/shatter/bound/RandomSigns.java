package dev.shatter.bound;

import dev.shatter.stats.Interval;

/**
 * What training on random signs proves about Rademacher complexity: a lower confidence bound, because training need not
 * reach the supremum. It can prove a Rademacher bound vacuous; it can never certify one as small.
 */
public final class RandomSigns {
    public static final Theorem THEOREM = Theorem.named(
                    "random-signs", Guarantee.NONE, "lower confidence bound on Rademacher complexity by training")
            .formula("Rad_S(H) >= mean_r v_r - sqrt(2 ln(1/delta') / (n k)), v_r = 1 - 2 err_r on random signs")
            .reading("a network that fits random signs has complexity near 1: its uniform bounds are vacuous")
            .assuming("k independent draws of n fair signs", "the training does not see the signs otherwise")
            .pitfalls("a low value may only mean that the training failed")
            .from("McDiarmid 1989; Zhang, Bengio, Hardt, Recht and Vinyals 2017, arXiv:1611.03530");

    private RandomSigns() {}

    /** √(2 ln(1/δ')/(nk)): each of nk signs moves a mean of ±1 correlations by at most 2/(nk). */
    public static double halfWidth(double n, double draws, double delta) {
        return Math.sqrt(
                -2 * Math.log(Domain.delta(delta)) / (Domain.sampleSize(n) * Domain.atLeastOne("draws", draws)));
    }

    /**
     * Lower confidence bound on Rad_S(H), binary ±1 outputs.
     *
     * @param meanCorrelation mean over draws of (1/n) Σ σ_i h(x_i) = 1 − 2 err, best restart of each draw
     */
    public static Interval binary(double meanCorrelation, double n, double draws, double delta) {
        return atLeast(meanCorrelation, meanCorrelation - halfWidth(n, draws, delta), delta);
    }

    /**
     * Lower confidence bound on Rad_S of the 0-1 loss class, K classes: points of sign + carry a uniformly wrong label.
     *
     * @param meanCentred mean over draws of (1/n) Σ σ_i (1[h(x_i) ≠ y_i] − ½); ½ for a perfect fit
     */
    public static Interval multiclass(double meanCentred, double n, double draws, double delta) {
        return atLeast(meanCentred, meanCentred - halfWidth(n, draws, delta) / 2, delta);
    }

    /** (train accuracy on uniform random labels − 1/K)/(1 − 1/K): 0 for guessing, 1 for a perfect memory. */
    public static double memorisationIndex(double accuracy, int classes) {
        double chance = 1.0 / classes;
        return (Domain.risk("accuracy", accuracy) - chance) / (1 - chance);
    }

    private static Interval atLeast(double estimate, double low, double delta) {
        return new Interval(estimate, low, Double.POSITIVE_INFINITY, 1 - delta, "McDiarmid, one-sided");
    }
}
