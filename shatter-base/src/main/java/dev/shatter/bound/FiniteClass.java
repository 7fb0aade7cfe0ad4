package dev.shatter.bound;

/** Union bound over a finite class, in particular over all networks of p weights at b bits. */
public final class FiniteClass {
    public static final Theorem THEOREM = Theorem.named(
                    "finite-class",
                    Guarantee.IN_PROBABILITY,
                    "uniform bound over a finite class, such as b-bit weights")
            .formula("R <= Rhat + sqrt((ln|H| + ln(1/delta)) / (2 n)); two-sided with ln(2/delta)")
            .reading("every function of the class at once; useful only while ln|H| is far below n")
            .assuming(Clause.IID, Clause.UNIT_LOSS, Clause.CLASS_FIXED, Clause.UNAUGMENTED, Clause.FIXED_PREPROCESSING)
            .pitfalls(
                    "the empirical risk is that of the quantised network",
                    "scales and zero points chosen after seeing the sample belong to the bits")
            .from("folklore; Mohri, Rostamizadeh and Talwalkar 2018, Theorem 2.13");

    private FiniteClass() {}

    /** ln|H| of p weights at b bits: b p ln 2. */
    public static double logSize(double weights, double bits) {
        return Domain.nonNegative("weights", weights) * Domain.nonNegative("bits", bits) * Math.log(2);
    }

    /** √((ln|H| + ln(1/δ))/(2n)): R − R̂ at most this, for all h. */
    public static double excess(double logSize, double n, double delta) {
        return Domain.orVacuous(Math.sqrt(
                (Domain.nonNegative("ln|H|", logSize) - Math.log(Domain.delta(delta))) / (2 * Domain.sampleSize(n))));
    }

    /** √((ln|H| + ln(2/δ))/(2n)): |R − R̂| at most this, for all h. */
    public static double deviation(double logSize, double n, double delta) {
        return excess(logSize, n, Domain.delta(delta) / 2);
    }

    /** R̂ + one-sided excess. */
    public static double upper(double empirical, double logSize, double n, double delta) {
        return Domain.orVacuous(Domain.risk("empirical risk", empirical) + excess(logSize, n, delta));
    }

    public static Certificate certify(Scope scope, double empirical, double logSize, double delta) {
        scope.requireUnitLoss();
        return Certificate.of(THEOREM, upper(empirical, logSize, scope.n(), delta), delta, scope);
    }
}
