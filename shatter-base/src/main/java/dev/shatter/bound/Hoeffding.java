package dev.shatter.bound;

/** Hoeffding's inequality for means of independent bounded variables; sample sizes; test-set bound. */
public final class Hoeffding {
    public static final Theorem THEOREM = Theorem.named(
                    "hoeffding", Guarantee.IN_PROBABILITY, "test-set bound from the mean alone")
            .formula("R <= Rhat + sqrt(ln(1/delta) / (2 n))")
            .reading("a mean of n independent values in [0, 1] misses its expectation by about sqrt(1/n)")
            .assuming(Clause.IID, Clause.UNIT_LOSS, Clause.FRESH, Clause.OTHER_PREPROCESSING)
            .pitfalls(
                    "choosing among m networks with the test set costs delta/m",
                    "ignores the variance: for small error rates the binomial inversion is far tighter")
            .from("Hoeffding 1963");

    private Hoeffding() {}

    /** exp(−2 n eps²/range²): P(mean − expectation ≥ eps) for values in an interval of length range. */
    public static double tail(double n, double eps, double range) {
        double t = Domain.nonNegative("eps", eps) / Domain.positive("range", range);
        return Domain.orVacuous(Math.exp(-2 * Domain.sampleSize(n) * t * t));
    }

    /** 2 exp(−2 n eps²/range²): P(|mean − expectation| ≥ eps), raw: may exceed 1. */
    public static double twoSidedTail(double n, double eps, double range) {
        return 2 * tail(n, eps, range);
    }

    /** range √(ln(1/δ)/(2n)): one side. */
    public static double halfWidth(double n, double delta, double range) {
        return Domain.orVacuous(Domain.positive("range", range)
                * Math.sqrt(-Math.log(Domain.delta(delta)) / (2 * Domain.sampleSize(n))));
    }

    /** range √(ln(2/δ)/(2n)): both sides at once. */
    public static double twoSidedHalfWidth(double n, double delta, double range) {
        return halfWidth(n, delta / 2, range);
    }

    /** ln(2/δ)/(2 eps²): examples that suffice for |R̂ − R| &lt; eps with probability 1 − δ, one fixed predictor. Raw. */
    public static double samples(double eps, double delta) {
        Domain.positive("eps", eps);
        return Math.log(2 / Domain.delta(delta)) / (2 * eps * eps);
    }

    /** R̂ + √(ln(1/δ)/(2n)). */
    public static double upper(double empirical, double n, double delta) {
        return Domain.orVacuous(Domain.risk("empirical risk", empirical) + halfWidth(n, delta, 1));
    }

    public static Certificate certify(Scope scope, double empirical, double delta) {
        scope.requireUnitLoss().require(SampleRole.HELD_OUT);
        return Certificate.of(THEOREM, upper(empirical, scope.n(), delta), delta, scope);
    }
}
