package dev.shatter.bound;

/** PAC-Bayes with a prior trained on one part of the data and the bound taken on the other (PAC-Bayes with Backprop). */
public final class DataDependentPrior {
    public static final Theorem THEOREM = Theorem.named(
                    "data-dependent-prior", Guarantee.IN_PROBABILITY, "PAC-Bayes with a prior learnt on held-back data")
            .formula("R(Q) <= klinv(klinv(mean, ln(1/delta')/N), (KL(Q||P(S0)) + ln(2 sqrt(n1) m / delta)) / n1);"
                    + " R(P) <= klinv(klinv(mean, ln(1/delta')/N), ln(1/delta) / n1) for the prior itself")
            .reading("most of the learning happens in the prior, at no cost; the bound pays only for the rest")
            .assuming(
                    Clause.IID,
                    Clause.UNIT_LOSS,
                    "the prior depends on the first part S0 only, early stopping and tuning included",
                    "the empirical risk is on the n1 points of the second part",
                    Clause.UNAUGMENTED,
                    "preprocessing does not depend on the second part")
            .pitfalls(
                    "m prior widths tried on the second part cost delta/m",
                    "0-1 and cross-entropy certificates together hold with 1 - 2 (delta + delta')")
            .from("Perez-Ortiz, Rivasplata, Shawe-Taylor and Szepesvari 2021, arXiv:2007.12911");

    private DataDependentPrior() {}

    /**
     * The final certificate.
     *
     * @param scope points {@link SampleRole#PRIOR_FREE}, n = n1
     * @param candidates m ≥ 1 priors from which the bound's value chose
     */
    public static Certificate certify(Scope scope, SampledRisk sampled, double kl, int candidates, double delta) {
        scope.require(SampleRole.PRIOR_FREE);
        double share = Domain.delta(delta) / Domain.atLeastOne("candidates", candidates);
        return PacBayes.certify(THEOREM, scope, sampled, PacBayes.budget(kl, scope.n(), share), delta);
    }

    /**
     * The certificate of the prior as a predictor: fixed before the n1 points were seen, it needs no union over all
     * posteriors, and so no ln(2√n1).
     *
     * @param scope points {@link SampleRole#PRIOR_FREE}, n = n1
     * @param sampled of the prior
     */
    public static Certificate certifyPrior(Scope scope, SampledRisk sampled, double delta) {
        scope.require(SampleRole.PRIOR_FREE);
        double c = -Math.log(Domain.delta(delta)) / scope.n();
        return PacBayes.certify(THEOREM, scope, sampled, c, delta);
    }
}
