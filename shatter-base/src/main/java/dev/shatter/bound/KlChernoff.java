package dev.shatter.bound;

/** Chernoff's bound for coins in its sharp form, and the test-set bound it gives for any loss in [0, 1]. */
public final class KlChernoff {
    public static final Theorem THEOREM = Theorem.named(
                    "kl-chernoff", Guarantee.IN_PROBABILITY, "test-set bound for any loss in [0, 1]")
            .formula("R <= klinv(Rhat, ln(1/delta) / n)")
            .reading("the largest risk under which so small an error rate is not yet too unlikely")
            .assuming(Clause.IID, Clause.UNIT_LOSS, Clause.FRESH, Clause.OTHER_PREPROCESSING)
            .pitfalls("for 0-1 losses the binomial inversion is never worse")
            .from("Chernoff 1952; Langford 2005");

    private KlChernoff() {}

    /** exp(−n kl(q‖p)): P(p̂ ≤ q) for q &lt; p, and P(p̂ ≥ q) for q &gt; p, of n coins of mean p; 1 for q = p. */
    public static double tail(double n, double q, double p) {
        return Math.exp(-Domain.sampleSize(n) * BinaryKl.divergence(q, p));
    }

    /** klinv(R̂, ln(1/δ)/n). */
    public static double upper(double empirical, double n, double delta) {
        return BinaryKl.upperInverse(empirical, -Math.log(Domain.delta(delta)) / Domain.sampleSize(n));
    }

    public static Certificate certify(Scope scope, double empirical, double delta) {
        scope.requireUnitLoss().require(SampleRole.HELD_OUT);
        return Certificate.of(THEOREM, upper(empirical, scope.n(), delta), delta, scope);
    }
}
