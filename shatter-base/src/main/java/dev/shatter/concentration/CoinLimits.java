package dev.shatter.concentration;

import dev.shatter.core.Chance;
import dev.shatter.stats.Interval;
import dev.shatter.stats.ProportionInterval;

/**
 * Upper confidence limits of a coin's p from n tosses: how often each is missed and how far above p it lies. A valid
 * limit is missed in at most a fraction δ of experiments, for every p.
 *
 * @param n tosses
 * @param p true probability of heads
 * @param delta nominal failure probability δ
 * @param hoeffding k/n + √(ln(1/δ)/2n)
 * @param bernstein k/n + √(2v ln(1/δ)/n) + ln(1/δ)/(3n) with the true v = p(1 − p)
 * @param empiricalBernstein the same idea with the sample variance (Maurer and Pontil 2009, theorem 4)
 * @param clopperPearson the binomial tail inverted
 */
public record CoinLimits(
        int n,
        double p,
        double delta,
        Limit hoeffding,
        Limit bernstein,
        Limit empiricalBernstein,
        Limit clopperPearson) {
    /**
     * One way to a limit.
     *
     * @param missed fraction of experiments with limit &lt; p, with a Clopper-Pearson interval of level 0.99
     * @param mean mean limit
     */
    public record Limit(Interval missed, double mean) {}

    /** Repeats the experiment {@code trials} times; n ≥ 2. */
    public static CoinLimits of(int n, double p, double delta, int trials, Chance chance) {
        int[] missed = new int[4];
        double[] sum = new double[4];
        for (int t = 0; t < trials; t++) {
            double[] limits = limits(CoinTail.heads(n, p, chance), n, p, delta);
            for (int i = 0; i < limits.length; i++) {
                missed[i] += limits[i] < p ? 1 : 0;
                sum[i] += limits[i];
            }
        }
        Limit[] all = new Limit[4];
        for (int i = 0; i < all.length; i++) {
            all[i] = new Limit(ProportionInterval.clopperPearson(missed[i], trials, 0.99), sum[i] / trials);
        }
        return new CoinLimits(n, p, delta, all[0], all[1], all[2], all[3]);
    }

    /** Hoeffding, Bernstein, empirical Bernstein, Clopper-Pearson for k heads; each at most 1. */
    static double[] limits(int k, int n, double p, double delta) {
        double mean = (double) k / n;
        double log = Math.log(1 / delta);
        double logTwo = Math.log(2 / delta);
        double sample = (double) k * (n - k) / ((double) n * (n - 1));
        return new double[] {
            Math.min(1, mean + Math.sqrt(log / (2.0 * n))),
            Math.min(1, mean + Math.sqrt(2 * p * (1 - p) * log / n) + log / (3.0 * n)),
            Math.min(1, mean + Math.sqrt(2 * sample * logTwo / n) + 7 * logTwo / (3.0 * (n - 1))),
            ProportionInterval.clopperPearsonUpper(k, n, delta)
        };
    }
}
