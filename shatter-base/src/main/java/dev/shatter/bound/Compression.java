package dev.shatter.bound;

/** Certificates for a compressed network, from the length of its file. */
public final class Compression {
    public static final Theorem THEOREM = Theorem.named(
                    "compression", Guarantee.IN_PROBABILITY, "bound for the decoded network from its compressed size")
            .formula(
                    "R(hq) <= klinv(Rhat(hq), (len ln 2 + ln(1/delta)) / n), len = C + 2 floor(lg C) + 1 bits, or C where no"
                            + " code word begins another; for k errors exactly BetaInv(1 - delta 2^-len; k + 1, n - k)")
            .reading("a network that fits in few bits has learnt a rule; random labels do not compress")
            .assuming(
                    Clause.IID,
                    Clause.UNIT_LOSS,
                    "the decoder is fixed beforehand; all it needs beyond the fixed program is in the code",
                    "the empirical risk is of the decoded network",
                    Clause.UNAUGMENTED,
                    Clause.FIXED_PREPROCESSING)
            .pitfalls(
                    "batch-norm statistics, centroids, seeds and choices of architecture are part of the code",
                    "sizes of files need a self-delimiting length in front")
            .from("Zhou et al. 2019, arXiv:1804.05862; Lotfi et al. 2022, arXiv:2211.13609");

    private Compression() {}

    /** ln(1/P) of a code word of C bits, its length in Elias gamma code: (C + 2⌊lg C⌋ + 1) ln 2 nats. */
    public static double nats(long bits) {
        return Occam.nats(CodeLength.selfDelimited(bits));
    }

    /** ln(1/P) with P(C) ∝ 2^{−C}/C²: C ln 2 + 2 ln C + ln(π²/6) nats. */
    public static double universalNats(long bits) {
        return Occam.nats(bits) + 2 * Math.log(Domain.atLeastOne("bits", bits)) + Math.log(Math.PI * Math.PI / 6);
    }

    /** klinv(R̂, (len ln 2 + ln(1/δ))/n) for a file of C bits. */
    public static double upper(double empirical, long bits, double n, double delta) {
        return Occam.upper(empirical, nats(bits), n, delta);
    }

    /**
     * BetaInv(1 − δ 2^{−C}; k+1, n−k) for code words of which none begins another: their lengths keep Kraft's inequality as they
     * are, and need no length in front.
     */
    public static double prefixFree(long errors, long bits, long n, double delta) {
        return Occam.binomialForm(errors, Occam.nats(bits), n, delta);
    }

    /**
     * The certificate of a network in a code of which no word begins another, so that a reader knows where it ends.
     *
     * @param errors of the decoded network on the n points
     * @param bits C
     */
    public static Certificate certifyPrefixFree(Scope scope, long errors, long bits, double delta) {
        scope.require(LossKind.ZERO_ONE).require(Predictor.COMPRESSED);
        return Certificate.of(THEOREM, prefixFree(errors, bits, scope.n(), delta), delta, scope)
                .assuming("no code word begins another");
    }

    /**
     * The certificate.
     *
     * @param errors of the decoded network on the n points
     * @param bits C, without the length prefix, at least 1
     */
    public static Certificate certify(Scope scope, long errors, long bits, double delta) {
        scope.require(LossKind.ZERO_ONE).require(Predictor.COMPRESSED);
        double empirical = (double) errors / scope.n();
        return Certificate.of(THEOREM, upper(empirical, bits, scope.n(), delta), delta, scope);
    }
}
