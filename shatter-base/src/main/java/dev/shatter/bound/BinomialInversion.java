package dev.shatter.bound;

import dev.shatter.stats.ProportionInterval;

/** The exact test-set bound for counted errors: Clopper and Pearson's upper limit. */
public final class BinomialInversion {
    public static final Theorem THEOREM = Theorem.named(
                    "binomial-inversion", Guarantee.IN_PROBABILITY, "exact test-set bound for counted errors")
            .formula("R <= max{p : P(Bin(n, p) <= k) >= delta} = BetaInv(1 - delta; k + 1, n - k)")
            .reading("the largest risk under which k errors or fewer still have probability delta")
            .assuming(Clause.IID, Clause.ZERO_ONE, Clause.FRESH, Clause.OTHER_PREPROCESSING)
            .pitfalls(
                    "0-1 losses only",
                    "the test accuracy of the best checkpoint is not a certificate: m looks cost delta/m")
            .from("Clopper and Pearson 1934; Langford 2005");

    private BinomialInversion() {}

    /** The upper limit for k errors among n points. */
    public static double upper(long errors, long n, double delta) {
        return ProportionInterval.clopperPearsonUpper(errors, n, Domain.delta(delta));
    }

    /**
     * The certificate.
     *
     * @param scope points that the predictor does not depend on: held out, or those a prior never saw for what it is made from
     */
    public static Certificate certify(Scope scope, long errors, double delta) {
        scope.require(LossKind.ZERO_ONE)
                .require(SampleRole.HELD_OUT, SampleRole.PRIOR_FREE)
                .require(Predictor.DETERMINISTIC, Predictor.RETRAINED);
        return Certificate.of(THEOREM, upper(errors, scope.n(), delta), delta, scope);
    }
}
