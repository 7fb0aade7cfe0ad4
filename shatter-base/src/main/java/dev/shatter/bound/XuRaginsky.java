package dev.shatter.bound;

/** Mean gap from the mutual information between sample and weights. */
public final class XuRaginsky {
    public static final Theorem THEOREM = Theorem.named(
                    "xu-raginsky", Guarantee.IN_EXPECTATION, "mean gap from the information weights hold on the sample")
            .formula("|E[R - Rhat]| <= sqrt(2 s^2 I(S;W) / n), s = (b - a)/2 for a loss in [a, b]")
            .reading("weights that know little of the sample generalise, on average over samples")
            .assuming(Clause.IID, "the loss of every fixed predictor is s-sub-Gaussian", Clause.FIXED_PREPROCESSING)
            .pitfalls(
                    "deterministic training of continuous weights has I(S;W) = infinity",
                    "with |loss| <= M the constant is s = M: sqrt(M^2 I / (2n)) needs an interval of length M")
            .from("Xu and Raginsky 2017, Theorem 1, arXiv:1705.07809");

    private XuRaginsky() {}

    /**
     * The bound.
     *
     * @param information I(S;W) in nats
     * @param range b − a
     */
    public static ExpectationBound of(double information, double range, long n) {
        double s = Domain.positive("range", range) / 2;
        double value = s * Math.sqrt(2 * Domain.nonNegative("information", information) / Domain.sampleSize(n));
        return ExpectationBound.of(THEOREM, value, ExpectationBound.GAP, n);
    }
}
