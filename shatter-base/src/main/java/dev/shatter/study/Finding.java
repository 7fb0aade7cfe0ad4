package dev.shatter.study;

import dev.shatter.stats.Interval;

/**
 * What a test found in a sample, before the other claims are taken into account.
 *
 * @param effect the estimate with its interval, in the unit of the claim's statistic
 * @param n how many independent values, or test points, the test rests on
 * @param of what n counts: "runs", "test points"
 * @param pHolds probability of data this favourable if the claim were false
 * @param pFails probability of data this unfavourable if the claim were true
 * @param least smallest two-sided p this test can give with this n
 * @param networks networks in the sample
 * @param agreeing of these, how many lie on the side of the whole by themselves
 */
public record Finding(
        Interval effect, long n, String of, double pHolds, double pFails, double least, int networks, int agreeing) {
    /** Two-sided: a claim may be decided either way. */
    public double p() {
        return Math.min(1, 2 * Math.min(pHolds, pFails));
    }

    /** Which way the data point. */
    public boolean favourable() {
        return pHolds <= pFails;
    }
}
