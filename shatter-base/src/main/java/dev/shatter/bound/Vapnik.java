package dev.shatter.bound;

/** The Vapnik-Chervonenkis bound in Vapnik's form, and a standard alternative. */
public final class Vapnik {
    public static final Theorem THEOREM = Theorem.named(
                    "vc", Guarantee.IN_PROBABILITY, "uniform bound from the VC dimension h (Vapnik's form)")
            .formula("R <= Rhat + sqrt((h (ln(2n/h) + 1) - ln(delta/4)) / n) + 1/n, for h <= 2n; else +infinity")
            .reading("holds for all functions of the class at once, whatever the labels: it cannot tell true labels"
                    + " from random ones, and says nothing (value >= 1) once h reaches about 0.37 n")
            .assuming(
                    Clause.IID,
                    Clause.ZERO_ONE,
                    "h bounds the VC dimension of the class of errors 1[f(x) != y]; of two classes that of the"
                            + " classifiers",
                    Clause.CLASS_FIXED,
                    Clause.UNAUGMENTED,
                    Clause.FIXED_PREPROCESSING)
            .pitfalls(
                    "for h > 2n the printed formula leaves its domain: the bound is vacuous, not imaginary",
                    "many restatements drop the 1/n")
            .from("Vapnik 1998; alternative: Bousquet, Boucheron and Lugosi 2004");

    private Vapnik() {}

    /** √((h(ln(2n/h)+1) − ln(δ/4))/n), without the 1/n; +∞ for h &gt; 2n. */
    public static double complexityTerm(double h, double n, double delta) {
        double nats = logGrowth(h, Domain.sampleSize(n)) - Math.log(Domain.delta(delta) / 4);
        return Domain.orVacuous(Math.sqrt(nats / n));
    }

    /** R̂ + complexity term + 1/n. */
    public static double upper(double empirical, double h, double n, double delta) {
        return Domain.orVacuous(
                Domain.risk("empirical risk", empirical) + complexityTerm(h, n, delta) + 1 / Domain.sampleSize(n));
    }

    /** 2 √(2 (ln G(2n) + ln(2/δ))/n) with G(2n) ≤ (2en/h)^h; +∞ for h &gt; 2n. */
    public static double alternativeTerm(double h, double n, double delta) {
        double nats = logGrowth(h, Domain.sampleSize(n)) + Math.log(2 / Domain.delta(delta));
        return Domain.orVacuous(2 * Math.sqrt(2 * nats / n));
    }

    /** Sauer's ln G(2n) ≤ h(ln(2n/h) + 1) for h ≤ 2n; the growth function is 2^{2n} at worst beyond: no bound. */
    private static double logGrowth(double h, double n) {
        Domain.nonNegative("VC dimension", h);
        if (h == 0) {
            return 0;
        }
        return h <= 2 * n ? h * (Math.log(2 * n / h) + 1) : Double.POSITIVE_INFINITY;
    }

    public static Certificate certify(Scope scope, double empirical, double h, double delta) {
        scope.require(LossKind.ZERO_ONE);
        return Certificate.of(THEOREM, upper(empirical, h, scope.n(), delta), delta, scope);
    }
}
