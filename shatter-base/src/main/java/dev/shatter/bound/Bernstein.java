package dev.shatter.bound;

/** Bernstein's inequality: Hoeffding with the variance known. */
public final class Bernstein {
    public static final Theorem THEOREM = Theorem.named(
                    "bernstein", Guarantee.IN_PROBABILITY, "test-set bound from a variance known beforehand")
            .formula("R <= Rhat + sqrt(2 v ln(1/delta) / n) + ln(1/delta) / (3 n)")
            .reading("losses that hardly vary average out faster than Hoeffding allows for")
            .assuming(
                    Clause.IID,
                    Clause.UNIT_LOSS,
                    Clause.FRESH,
                    "the variance of the loss is at most v, known beforehand",
                    Clause.OTHER_PREPROCESSING)
            .pitfalls("a variance estimated on the same points is not known: use empirical-bernstein")
            .from("Bernstein 1946; Bennett 1962");

    private Bernstein() {}

    /** R̂ + √(2 v ln(1/δ)/n) + ln(1/δ)/(3n). */
    public static double upper(double empirical, double variance, double n, double delta) {
        double nats = -Math.log(Domain.delta(delta)) / Domain.sampleSize(n);
        Domain.risk("empirical risk", empirical);
        return Domain.orVacuous(empirical + Math.sqrt(2 * Domain.nonNegative("variance", variance) * nats) + nats / 3);
    }

    public static Certificate certify(Scope scope, double empirical, double variance, double delta) {
        scope.requireUnitLoss().require(SampleRole.HELD_OUT);
        return Certificate.of(THEOREM, upper(empirical, variance, scope.n(), delta), delta, scope);
    }
}
