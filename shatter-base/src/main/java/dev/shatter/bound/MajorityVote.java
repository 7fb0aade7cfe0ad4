package dev.shatter.bound;

/** From the stochastic network to its vote: an error of the plurality needs at least half of the votes wrong. */
public final class MajorityVote {
    public static final Theorem THEOREM = Theorem.named(
                    "majority-vote", Guarantee.IN_PROBABILITY, "risk of the posterior's vote from its stochastic risk")
            .formula("R01(vote) <= 2 R01(Q)")
            .reading("the only general way from the stochastic network to a deterministic predictor; at a factor 2")
            .assuming(Clause.ZERO_ONE, "the bound on R01(Q) holds")
            .pitfalls("the mean network is not the vote: nothing follows for it")
            .from("Langford and Shawe-Taylor 2002; folklore");

    private MajorityVote() {}

    /**
     * 4 klinv(t, (2 KL + ln(2√n/δ))/n): where members err on different points it is under {@code 2 R(Q)} (Masegosa, Lorenzen,
     * Igel and Seldin 2020, arXiv:2007.13532).
     *
     * @param tandem t, share of points on which two independent draws of Q are both wrong
     */
    public static double tandem(double tandem, double kl, double n, double delta) {
        return 4 * BinaryKl.upperInverse(tandem, PacBayes.budget(2 * Domain.nonNegative("KL", kl), n, delta));
    }

    /** The certificate of the vote from that of the stochastic network. */
    public static Certificate certify(Certificate gibbs) {
        Scope scope = gibbs.scope().require(LossKind.ZERO_ONE).require(Predictor.STOCHASTIC);
        Scope vote = new Scope(Predictor.MAJORITY_VOTE, scope.loss(), scope.points(), scope.n(), scope.classes());
        Certificate certificate = Certificate.of(THEOREM, 2 * gibbs.value(), gibbs.confidence(), vote);
        for (String clause : gibbs.assumptions()) {
            certificate = certificate.assuming(clause);
        }
        return certificate;
    }
}
