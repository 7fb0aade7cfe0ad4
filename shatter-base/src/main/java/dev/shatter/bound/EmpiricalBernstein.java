package dev.shatter.bound;

/** Bernstein's inequality with the variance estimated on the same points. */
public final class EmpiricalBernstein {
    public static final Theorem THEOREM = Theorem.named(
                    "empirical-bernstein", Guarantee.IN_PROBABILITY, "test-set bound from mean and sample variance")
            .formula("R <= Rhat + sqrt(2 V ln(2/delta) / n) + 7 ln(2/delta) / (3 (n - 1))")
            .reading("as Bernstein, paying a little for not knowing the variance")
            .assuming(Clause.IID, Clause.UNIT_LOSS, Clause.FRESH, Clause.OTHER_PREPROCESSING)
            .pitfalls("V is the sample variance with divisor n - 1")
            .from("Maurer and Pontil 2009, Theorem 4, arXiv:0907.3740");

    private EmpiricalBernstein() {}

    /** k(n−k)/(n(n−1)): the sample variance of k ones among n. */
    public static double variance(long errors, long n) {
        return n < 2 ? Double.POSITIVE_INFINITY : (double) errors / n * ((double) (n - errors) / (n - 1));
    }

    /** The bound; +∞ for n = 1. */
    public static double upper(double empirical, double sampleVariance, double n, double delta) {
        Domain.risk("empirical risk", empirical);
        Domain.nonNegative("variance", sampleVariance);
        if (Domain.sampleSize(n) < 2) {
            return Double.POSITIVE_INFINITY;
        }
        double nats = Math.log(2 / Domain.delta(delta));
        return Domain.orVacuous(empirical + Math.sqrt(2 * sampleVariance * nats / n) + 7 * nats / (3 * (n - 1)));
    }

    public static Certificate certify(Scope scope, double empirical, double sampleVariance, double delta) {
        scope.requireUnitLoss().require(SampleRole.HELD_OUT);
        return Certificate.of(THEOREM, upper(empirical, sampleVariance, scope.n(), delta), delta, scope);
    }
}
