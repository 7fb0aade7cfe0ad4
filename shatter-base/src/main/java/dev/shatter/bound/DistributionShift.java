package dev.shatter.bound;

/** Mean risk under another distribution than the one trained on. */
public final class DistributionShift {
    public static final Theorem THEOREM = Theorem.named(
                    "out-of-distribution", Guarantee.IN_EXPECTATION, "mean gap to the risk under another distribution")
            .formula("E[R' - Rhat] <= sqrt(2 s^2 (I(S;W)/n + KL(mu||mu'))), s = (b - a)/2 for a loss in [a, b]")
            .reading("however much data there is, the divergence between training and test distribution remains")
            .assuming(
                    Clause.IID,
                    "the loss of every fixed predictor is s-sub-Gaussian under the test distribution mu'",
                    Clause.FIXED_PREPROCESSING)
            .pitfalls(
                    "one-sided, and the divergence is of training from test: infinite where training data cannot occur in the test",
                    "an estimated divergence is finite even then: the bound would be wrong")
            .from("Wu, Manton, Aickelin and Zhu 2020, arXiv:2005.08054");

    private DistributionShift() {}

    /**
     * The bound.
     *
     * @param information I(S;W) in nats
     * @param divergence KL(μ‖μ′) in nats, may be infinite
     * @param range b − a
     */
    public static ExpectationBound of(double information, double divergence, double range, long n) {
        double s = Domain.positive("range", range) / 2;
        double inside = Domain.nonNegative("information", information) / Domain.sampleSize(n)
                + Domain.nonNegative("divergence", divergence);
        return ExpectationBound.of(THEOREM, s * Math.sqrt(2 * inside), "E[R' - Rhat]", n);
    }
}
