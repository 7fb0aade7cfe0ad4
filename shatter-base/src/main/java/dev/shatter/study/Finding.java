package dev.shatter.study;

import dev.shatter.stats.Interval;

/**
 * What a test found in a sample, before the other claims are taken into account.
 *
 * @param effect the estimate with its interval, in the unit of the claim's statistic
 * @param n how many independent values, or test points, the test rests on
 * @param of what n counts: "runs", "test points"
 * @param holds the weight of the data against the claim's being false
 * @param fails the weight of the data against its being true
 * @param networks networks in the sample
 * @param agreeing of these, how many lie on the side of the whole by themselves
 */
public record Finding(Interval effect, long n, String of, Weight holds, Weight fails, int networks, int agreeing) {
    /** Two-sided: a claim may be decided either way. */
    public Weight weight() {
        return holds.either(fails);
    }

    /** Which way the data point. */
    public boolean favourable() {
        return holds.p() <= fails.p();
    }

    /** Whether the effect is one value with no spread to speak of: all values are equal. */
    public boolean constant() {
        return effect.low() == effect.high();
    }
}
