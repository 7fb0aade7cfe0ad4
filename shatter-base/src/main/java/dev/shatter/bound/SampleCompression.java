package dev.shatter.bound;

import dev.shatter.core.BadInput;

/** Risk of a network that k picked points determine and that errs on some of the others. */
public final class SampleCompression {
    public static final Theorem THEOREM = Theorem.named(
                    "sample-compression",
                    Guarantee.IN_PROBABILITY,
                    "bound for a network that k picked points determine, errors allowed")
            .formula("R <= BetaInv(1 - delta P; e + 1, N - k - e), ln(1/P) = ln binom(N, k) + ln(pi^2 (k+1)^2 / 6);"
                    + " about klinv(e / (N - k), ln(1/(delta P)) / (N - k))")
            .reading("the other points are a test set for each choice of k points, and there are binom(N, k) choices")
            .assuming(
                    Clause.IID,
                    Clause.ZERO_ONE,
                    "the network is made from the k picked points, as a set, and from nothing else of the N",
                    Clause.UNAUGMENTED,
                    Clause.FIXED_PREPROCESSING)
            .pitfalls(
                    "errors are counted on the points that were not picked",
                    "where there are none, pick-to-learn is tighter")
            .from("Littlestone and Warmuth 1986; Floyd and Warmuth 1995; Langford 2005");

    private SampleCompression() {}

    /** ln(1/P) of a choice of k points of N: ln binom(N, k) + ln(π²(k+1)²/6). */
    public static double nats(long picked, long points) {
        if (picked < 0 || picked > points) {
            throw BadInput.in(
                    "picked points", picked + " of " + points + " are impossible", "give 0 <= picked <= points");
        }
        return PickToLearn.logBinomial(points, picked) + Math.log(Math.PI * Math.PI / 6) + 2 * Math.log(picked + 1.0);
    }

    /** The exact form; 1 where all points were picked. */
    public static double upper(long errors, long picked, long points, double delta) {
        double nats = nats(picked, points);
        return picked == points ? 1 : Occam.binomialForm(errors, Math.max(0, nats), points - picked, delta);
    }

    /** klinv(e/(N−k), ln(1/(δP))/(N−k)): a little looser. */
    public static double klForm(long errors, long picked, long points, double delta) {
        double nats = nats(picked, points);
        return picked == points
                ? 1
                : Occam.upper((double) errors / (points - picked), Math.max(0, nats), points - picked, delta);
    }

    /**
     * The certificate.
     *
     * @param errors on the points that were not picked
     * @param picked k of the scope's n points
     */
    public static Certificate certify(Scope scope, long errors, long picked, double delta) {
        scope.require(LossKind.ZERO_ONE).require(Predictor.RETRAINED).require(SampleRole.PRIOR_FREE);
        return Certificate.of(THEOREM, upper(errors, picked, scope.n(), delta), delta, scope);
    }
}
