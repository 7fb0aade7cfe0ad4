package dev.shatter.bound;

/**
 * The optimised PAC-Bayes bound of Dziugaite and Roy 2017, arXiv:1703.11008: Gaussian posterior, prior N(w0, λ_j I) with
 * λ_j = c e^{−j/b}, j = 1, 2, …, and δ_j = 6δ/(π²j²).
 *
 * @param c largest prior variance, exclusive
 * @param b steps of λ to the factor e
 */
public record DziugaiteRoy(double c, double b) {
    public static final Theorem THEOREM = Theorem.named(
                    "dziugaite-roy", Guarantee.IN_PROBABILITY, "optimised PAC-Bayes bound around the initial weights")
            .formula("R(Q) <= klinv(klinv(mean, ln(1/delta')/N), (KL_j + ln(2 sqrt n) + ln(pi^2 j^2 / (6 delta))) / n),"
                    + " lambda_j = c exp(-j/b)")
            .reading(
                    "how flat and how near to its start is the minimum found: noise the weights tolerate, distance travelled")
            .assuming(
                    Clause.IID,
                    Clause.UNIT_LOSS,
                    "the prior's mean is the true initial weights, drawn without the sample",
                    Clause.UNAUGMENTED,
                    Clause.FIXED_PREPROCESSING)
            .pitfalls("covers the stochastic network, not its mean", "the reported risk is 0-1, not the surrogate")
            .from("Dziugaite and Roy 2017, arXiv:1703.11008; confidence term of Maurer 2004");

    /** The paper's grid: c = 0.1, b = 100. */
    public static final DziugaiteRoy PAPER = new DziugaiteRoy(0.1, 100);

    public DziugaiteRoy {
        Domain.positive("c", c);
        Domain.positive("b", b);
    }

    /** λ_j = c e^{−j/b}, the prior's variance. */
    public double priorVariance(int j) {
        return c * Math.exp(-j / b);
    }

    /** Largest ln λ allowed while optimising: ln c − 1/b, that is j = 1. */
    public double largestLogVariance() {
        return Math.log(c) - 1 / b;
    }

    /** The two grid indices round an optimised ln λ, both ≥ 1; both may be tried, the union covers all j. */
    public int[] nearest(double logVariance) {
        double j = b * (Math.log(c) - logVariance);
        return new int[] {(int) Math.max(1, Math.floor(j)), (int) Math.max(1, Math.ceil(j))};
    }

    /** ln(π²j²/(6δ)) = ln(1/δ_j). */
    public static double logInverseDelta(int j, double delta) {
        return Math.log(Math.PI * Math.PI / 6)
                + 2 * Math.log(Domain.atLeastOne("grid index j", j))
                - Math.log(Domain.delta(delta));
    }

    /** B while optimising, smooth in ln λ: [KL + 2 ln(b ln(c/λ)) + ln(π²n/(6δ))]/(n − 1). */
    public double trainingBudget(double kl, double logVariance, double n, double delta) {
        double j = b * (Math.log(c) - logVariance);
        return Domain.orVacuous((Domain.nonNegative("KL", kl)
                        + 2 * Math.log(j)
                        + Math.log(Math.PI * Math.PI * Domain.sampleSize(n) / 6)
                        - Math.log(Domain.delta(delta)))
                / (n - 1));
    }

    /** [KL_j + ln(2√n) + ln(π²j²/(6δ))]/n: what certificates use. */
    public static double budget(double kl, int j, double n, double delta) {
        return Domain.orVacuous((Domain.nonNegative("KL", kl)
                        + Math.log(2 * Math.sqrt(Domain.sampleSize(n)))
                        + logInverseDelta(j, delta))
                / n);
    }

    /** [KL_j + ln(π²j²n/(6δ))]/(n − 1): the paper's, for comparison. */
    public static double originalBudget(double kl, int j, double n, double delta) {
        return Domain.orVacuous(
                (Domain.nonNegative("KL", kl) + Math.log(Domain.sampleSize(n)) + logInverseDelta(j, delta)) / (n - 1));
    }

    /**
     * The final certificate.
     *
     * @param kl KL(Q‖N(w0, λ_j I)), recomputed with the grid value λ_j
     * @param delta δ of the bound; the sampling step adds its own
     */
    public static Certificate certify(Scope scope, SampledRisk sampled, double kl, int j, double delta) {
        return PacBayes.certify(THEOREM, scope, sampled, budget(kl, j, scope.n(), delta), delta);
    }
}
