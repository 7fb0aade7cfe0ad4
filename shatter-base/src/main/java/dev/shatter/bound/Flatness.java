package dev.shatter.bound;

/** A certificate from the noise a network's weights tolerate: PAC-Bayes with prior and posterior of one width σ_j = 2^{−j/4}. */
public final class Flatness {
    public static final Theorem THEOREM = Theorem.named(
                    "flatness",
                    Guarantee.IN_PROBABILITY,
                    "PAC-Bayes bound from a search for the noise the weights tolerate")
            .formula("R(Q) <= klinv(klinv(mean, ln(1/delta')/N), (||w - w0||^2 / (2 sigma_j^2) + ln(2 sqrt(n) / delta)"
                    + " + ln(pi^2 j^2 / 6)) / n), sigma_j = 2^(-j/4)")
            .reading("wide minima near the start are cheap to describe")
            .assuming(
                    Clause.IID,
                    Clause.UNIT_LOSS,
                    "w0 is the initial weights, drawn without the sample",
                    "sigma is a value of the grid",
                    Clause.UNAUGMENTED,
                    Clause.FIXED_PREPROCESSING)
            .pitfalls("the searched sigma must be rounded to the grid", "covers the noisy network, not its mean")
            .from("PAC-Bayes-kl (Maurer 2004) with a union over the grid; search: Neyshabur et al. 2017,"
                    + " arXiv:1706.08947");

    private Flatness() {}

    /** σ_j = 2^{−j/4}, j ≥ 1. */
    public static double sigma(int j) {
        return Math.pow(2, -Domain.atLeastOne("grid index j", j) / 4);
    }

    /** The nearest grid index of a searched σ &gt; 0, at least 1. */
    public static int index(double sigma) {
        return (int) Math.max(1, Math.rint(-4 * Math.log(Domain.positive("sigma", sigma)) / Math.log(2)));
    }

    /** (‖w−w0‖²/(2σ_j²) + ln(2√n/δ) + ln(π²j²/6))/n. */
    public static double budget(double squaredDistance, int j, double n, double delta) {
        return DziugaiteRoy.budget(GaussianKl.isotropic(squaredDistance, sigma(j)), j, n, delta);
    }

    /**
     * The certificate.
     *
     * @param squaredDistance ‖w − w0‖² over all weights and biases that carry noise
     */
    public static Certificate certify(Scope scope, SampledRisk sampled, double squaredDistance, int j, double delta) {
        return PacBayes.certify(THEOREM, scope, sampled, budget(squaredDistance, j, scope.n(), delta), delta);
    }
}
