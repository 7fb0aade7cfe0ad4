package dev.shatter.bound;

/** PAC-Bayes for one network drawn once from the posterior, in place of an average over draws. */
public final class Disintegrated {
    public static final Theorem THEOREM = Theorem.named(
                    "disintegrated", Guarantee.IN_PROBABILITY, "PAC-Bayes for one network drawn from the posterior")
            .formula("R(h) <= klinv(Rhat(h), (D_2(Q||P) + ln(2 sqrt n) + 3 ln(2/delta)) / n), h drawn once from Q")
            .reading("what PAC-Bayes says of a single network: the price is the Renyi divergence, twice the"
                    + " Kullback-Leibler divergence for equal variances, and three times the confidence term")
            .assuming(
                    Clause.IID,
                    Clause.UNIT_LOSS,
                    Clause.PRIOR_FIXED,
                    "the network was drawn once from the posterior, and is not drawn again",
                    Clause.UNAUGMENTED,
                    Clause.FIXED_PREPROCESSING)
            .pitfalls(
                    "the better of m draws costs delta/m",
                    "the rule that makes the posterior must be fixed: one posterior of several costs delta/m as well",
                    "the mean network is not covered")
            .from("Viallard, Germain, Habrard and Morvant 2024, arXiv:2102.08649, with order 2");

    private Disintegrated() {}

    /**
     * c = (D_2 + ln(2√n) + 3 ln(2/δ))/n.
     *
     * @param renyi D_2(Q‖P) in nats, see {@link GaussianRenyi}
     */
    public static double budget(double renyi, double n, double delta) {
        return Domain.orVacuous((Domain.nonNegative("Renyi divergence", renyi)
                        + Math.log(2)
                        + Math.log(Domain.sampleSize(n)) / 2
                        + 3 * (Math.log(2) - Math.log(Domain.delta(delta))))
                / n);
    }

    /** klinv(R̂, c). */
    public static double upper(double empirical, double renyi, double n, double delta) {
        return BinaryKl.upperInverse(empirical, budget(renyi, n, delta));
    }

    /**
     * The certificate.
     *
     * @param empirical risk of the drawn network on the n points
     */
    public static Certificate certify(Scope scope, double empirical, double renyi, double delta) {
        scope.requireUnitLoss().require(Predictor.DRAWN).require(SampleRole.PRIOR_FREE);
        Confidence confidence = Confidence.of("the sample and the one draw", delta);
        return Certificate.of(THEOREM, upper(empirical, renyi, scope.n(), delta), confidence, scope);
    }
}
