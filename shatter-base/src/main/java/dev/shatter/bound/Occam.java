package dev.shatter.bound;

import dev.shatter.stats.BinomialTail;

/** Occam's razor: the description length of a predictor bounds its risk. */
public final class Occam {
    public static final Theorem THEOREM = Theorem.named(
                    "occam", Guarantee.IN_PROBABILITY, "bound from the length of a code fixed beforehand")
            .formula("R(h) <= klinv(Rhat(h), (len(h) ln 2 + ln(1/delta)) / n)")
            .reading("what can be said in few bits cannot have memorised many examples; holds for all h at once")
            .assuming(
                    Clause.IID,
                    Clause.UNIT_LOSS,
                    "len(h) is the length in bits of a self-delimiting code fixed before seeing the sample",
                    Clause.UNAUGMENTED,
                    Clause.FIXED_PREPROCESSING)
            .pitfalls(
                    "the empirical risk is that of the decoded network",
                    "scales, architecture and batch-norm statistics chosen after seeing the sample belong to the code")
            .from("Blumer, Ehrenfeucht, Haussler and Warmuth 1987; Langford 2005");

    private Occam() {}

    /** Bits to nats: ln(1/P(h)) of a code word. */
    public static double nats(double bits) {
        return bits * Math.log(2);
    }

    /**
     * klinv(R̂, (ln(1/P) + ln(1/δ))/n).
     *
     * @param codeNats ln(1/P(h)) ≥ 0, in nats
     */
    public static double upper(double empirical, double codeNats, double n, double delta) {
        return BinaryKl.upperInverse(empirical, cost(codeNats, delta) / Domain.sampleSize(n));
    }

    /** R̂ + √((ln(1/P) + ln(1/δ))/(2n)): the looser classical form. */
    public static double sqrtForm(double empirical, double codeNats, double n, double delta) {
        return FiniteClass.upper(empirical, codeNats, n, delta);
    }

    /** BetaInv(1 − δP; k+1, n−k) for counted errors: the tightest form, computed in log space. */
    public static double binomialForm(long errors, double codeNats, long n, double delta) {
        double cost = cost(codeNats, delta);
        return cost < Double.POSITIVE_INFINITY ? BinomialTail.upperLimit(errors, n, -cost) : 1;
    }

    private static double cost(double codeNats, double delta) {
        double cost = Domain.nonNegative("code length", codeNats) - Math.log(Domain.delta(delta));
        return Domain.orVacuous(cost);
    }

    public static Certificate certify(Scope scope, double empirical, double codeNats, double delta) {
        scope.requireUnitLoss().require(Predictor.DETERMINISTIC, Predictor.COMPRESSED);
        return Certificate.of(THEOREM, upper(empirical, codeNats, scope.n(), delta), delta, scope);
    }

    /** The binomial form, for counted errors of the 0-1 loss. */
    public static Certificate certifyErrors(Scope scope, long errors, double codeNats, double delta) {
        scope.require(LossKind.ZERO_ONE).require(Predictor.DETERMINISTIC, Predictor.COMPRESSED);
        return Certificate.of(THEOREM, binomialForm(errors, codeNats, scope.n(), delta), delta, scope);
    }
}
