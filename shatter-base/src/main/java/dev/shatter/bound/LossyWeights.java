package dev.shatter.bound;

/** Mean gap through weights that were made simpler. */
public final class LossyWeights {
    public static final Theorem THEOREM = Theorem.named(
                    "rate-distortion",
                    Guarantee.IN_EXPECTATION,
                    "mean gap from the information simpler weights hold on the sample")
            .formula(
                    "|E[R - Rhat]| <= sqrt(2 s^2 I(S;W') / n) + e, |E[gap(W) - gap(W')]| <= e; the infimum over kernels to W'")
            .reading(
                    "weights whose gap hardly changes when they are rounded, pruned or noised know no more than the simpler ones")
            .assuming(Clause.IID, "the loss of every fixed predictor is s-sub-Gaussian", Clause.FIXED_PREPROCESSING)
            .pitfalls(
                    "e >= 0 is a difference of gaps: it needs points that were not trained on",
                    "discrete W': I(S;W') <= length of its code, in bits, times ln 2")
            .from("Sefidgaran, Gohari, Richard and Simsekli 2022, arXiv:2203.02474");

    private LossyWeights() {}

    /**
     * The bound.
     *
     * @param information I(S;W′) in nats
     * @param distortion e
     * @param range length of the loss's interval
     */
    public static ExpectationBound of(double information, double distortion, double range, long n) {
        double value = XuRaginsky.of(information, range, n).value() + Domain.nonNegative("distortion", distortion);
        return ExpectationBound.of(THEOREM, value, ExpectationBound.GAP, n);
    }
}
