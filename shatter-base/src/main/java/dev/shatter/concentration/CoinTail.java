package dev.shatter.concentration;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import dev.shatter.stats.BinomialTail;
import dev.shatter.stats.Interval;
import dev.shatter.stats.ProportionInterval;

/**
 * P(p̂ − p ≥ ε) for n tosses of a coin that shows heads with probability p: exact, simulated, and as the inequalities
 * have it. The exact tail lies below each of them.
 *
 * @param n tosses
 * @param p probability of heads
 * @param epsilon ε &gt; 0
 * @param exact the binomial tail
 * @param simulated fraction of trials with its Clopper-Pearson interval
 * @param hoeffding exp(−2nε²)
 * @param chernoff exp(−n kl(p + ε‖p)); 0 where p + ε &gt; 1
 * @param bernstein with the true variance p(1 − p)
 * @param chebyshev two-sided, for comparison
 */
public record CoinTail(
        int n,
        double p,
        double epsilon,
        double exact,
        Interval simulated,
        double hoeffding,
        double chernoff,
        double bernstein,
        double chebyshev) {
    /**
     * One point of a figure.
     *
     * @param trials repetitions of n tosses
     * @param level of the interval of the simulated tail
     */
    public static CoinTail of(int n, double p, double epsilon, int trials, double level, Chance chance) {
        if (n < 1 || trials < 1 || !(p > 0 && p < 1) || !(epsilon > 0)) {
            throw BadInput.in(
                    "coin",
                    "n = " + n + ", p = " + p + ", epsilon = " + epsilon + ", trials = " + trials
                            + " make no experiment",
                    "give positive numbers and p inside (0, 1)");
        }
        int least = least(n, p + epsilon);
        int far = 0;
        for (int t = 0; t < trials; t++) {
            far += heads(n, p, chance) >= least ? 1 : 0;
        }
        double variance = p * (1 - p);
        return new CoinTail(
                n,
                p,
                epsilon,
                least > n ? 0 : BinomialTail.atLeast(least, n, p),
                ProportionInterval.clopperPearson(far, trials, level),
                Tails.hoeffding(n, epsilon, 1),
                p + epsilon > 1 ? 0 : Tails.coinChernoff(n, p + epsilon, p),
                Tails.bernstein(n, epsilon, variance),
                Tails.chebyshev(n, epsilon, variance));
    }

    /** The fewest heads k with k/n ≥ q, a hair of rounding forgiven: 0.5 + 0.1 of 100 is 60. */
    static int least(int n, double q) {
        return (int) Math.ceil(n * q - 1e-9 * n);
    }

    static int heads(int n, double p, Chance chance) {
        int heads = 0;
        for (int i = 0; i < n; i++) {
            heads += chance.nextDouble() < p ? 1 : 0;
        }
        return heads;
    }
}
