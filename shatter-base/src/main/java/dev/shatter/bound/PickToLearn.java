package dev.shatter.bound;

import dev.shatter.core.BadInput;
import dev.shatter.stats.BinomialTail;
import org.hipparchus.special.Gamma;

/** Risk of a network that a few picked points determine and that is right on all others. */
public final class PickToLearn {
    public static final Theorem THEOREM = Theorem.named(
                    "pick-to-learn", Guarantee.IN_PROBABILITY, "bound for a network that k picked points determine")
            .formula("R <= eps in [k/N, 1] with (delta/N) sum_{m=k}^{N-1} binom(m, k) (1-eps)^(m-k)"
                    + " = binom(N, k) (1-eps)^(N-k); 1 for k = N")
            .reading("a network that learnt from a few points and is right on all the others has nothing to forget:"
                    + " the risk is about k/N; random labels make it pick them all")
            .assuming(
                    Clause.IID,
                    Clause.ZERO_ONE,
                    "what was learnt before the first pick does not depend on the N points",
                    "the next picks and the training on them depend on the values of the points, not on their order",
                    "at the end the network is right on every point that was not picked",
                    Clause.UNAUGMENTED,
                    Clause.FIXED_PREPROCESSING)
            .pitfalls(
                    "stopped before every other point is right, another theorem holds: sample-compression",
                    "options chosen by the value, among m, cost delta/m")
            .from("Paccagnan, Campi and Garatti 2023 (NeurIPS); Campi and Garatti 2023");

    private PickToLearn() {}

    /**
     * The solution ε, rounded up.
     *
     * <p>The sum times ε^{k+1} is P(Bin(N, ε) &gt; k), so that the equation is δ P(Bin(N, ε) &gt; k) =
     * N binom(N, k) ε^{k+1} (1−ε)^{N−k}; from k/N on, the left side is the smaller one up to the solution.
     *
     * @param picked k, 0 … N
     * @param points N ≥ 1
     */
    public static double upper(long picked, long points, double delta) {
        Domain.delta(delta);
        Domain.sampleSize(points);
        if (picked < 0 || picked > points) {
            throw BadInput.in(
                    "picked points", picked + " of " + points + " are impossible", "give 0 <= picked <= points");
        }
        if (picked == points) {
            return 1;
        }
        double low = (double) picked / points;
        double high = 1;
        double logChoose = logBinomial(points, picked);
        for (double mid = low + (high - low) / 2; low < mid && mid < high; mid = low + (high - low) / 2) {
            double left = Math.log(delta) + Math.log(BinomialTail.atLeast(picked + 1, points, mid));
            double right =
                    Math.log(points) + logChoose + (picked + 1) * Math.log(mid) + (points - picked) * Math.log1p(-mid);
            if (left < right) {
                low = mid;
            } else {
                high = mid;
            }
        }
        return high;
    }

    /** ln binom(n, k). */
    static double logBinomial(long n, long k) {
        return Gamma.logGamma(n + 1.0) - Gamma.logGamma(k + 1.0) - Gamma.logGamma(n - k + 1.0);
    }

    /**
     * The certificate.
     *
     * @param picked k of the scope's n points; the network is right on all others
     */
    public static Certificate certify(Scope scope, long picked, double delta) {
        scope.require(LossKind.ZERO_ONE).require(Predictor.RETRAINED).require(SampleRole.PRIOR_FREE);
        return Certificate.of(THEOREM, upper(picked, scope.n(), delta), delta, scope);
    }
}
