package dev.shatter.bound;

import dev.shatter.core.BadInput;

/** Mean of a variable with few values, each step between neighbouring values bounded as a coin of its own. */
public final class SplitKl {
    public static final Theorem THEOREM = Theorem.named(
                    "split-kl", Guarantee.IN_PROBABILITY, "bound for a mean of values from a short list")
            .formula(
                    "E Z <= b_0 + sum_{j=1}^{K} (b_j - b_{j-1}) klinv(P_n(Z >= b_j), (KL + ln(2 K sqrt(n) / delta)) / n)")
            .reading("as sharp as the bound for coins, for differences of losses as well: where two predictors mostly"
                    + " agree, their difference is mostly 0")
            .assuming(
                    Clause.IID,
                    "Z takes the values b_0 < … < b_K only, fixed beforehand",
                    Clause.PRIOR_FIXED,
                    Clause.FIXED_PREPROCESSING)
            .pitfalls("without a prior: KL = 0 and ln(K/delta) in place of ln(2 K sqrt(n) / delta)")
            .from(
                    "Wu and Seldin 2022, arXiv:2206.00706; Wu, Zhang, Cherief-Abdellatif and Seldin 2024, arXiv:2405.14681");

    private SplitKl() {}

    /**
     * b_0 + Σ_j (b_j − b_{j−1}) klinv(p_j, c).
     *
     * @param values b_0 &lt; … &lt; b_K
     * @param tails p_1 … p_K, shares of Z ≥ b_j
     * @param c nats an example, equal for all tails
     */
    public static double upper(double[] values, double[] tails, double c) {
        if (values.length != tails.length + 1) {
            throw BadInput.in(
                    "values",
                    values.length + " meet " + tails.length + " tails",
                    "give one tail a value after the first");
        }
        double sum = values[0];
        for (int j = 1; j < values.length; j++) {
            double step = Domain.positive("step between values", values[j] - values[j - 1]);
            sum += step * BinaryKl.upperInverse(Domain.risk("tail", tails[j - 1]), c);
        }
        return Domain.orVacuous(sum);
    }

    /** c = (KL + ln(2K√n/δ))/n, for K steps. */
    public static double budget(double kl, int steps, double n, double delta) {
        return PacBayes.budget(kl, n, Domain.delta(delta) / Domain.atLeastOne("steps", steps));
    }
}
