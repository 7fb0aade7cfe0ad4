package dev.shatter.stats;

/**
 * An estimate with a confidence interval: low ≤ true value ≤ high in a fraction {@code level} of repetitions.
 *
 * @param estimate the point estimate, in the unit of the data
 * @param low lower end; −∞ if one-sided from above
 * @param high upper end; +∞ if one-sided from below
 * @param level nominal confidence, in (0, 1)
 * @param method how it was made, a few words
 */
public record Interval(double estimate, double low, double high, double level, String method) {
    /** Whether a value lies in the closed interval. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }

    /** As much of it as lies in a range that the quantity cannot leave; ends that are NaN stay so. */
    public Interval within(double least, double most) {
        return new Interval(estimate, Math.max(least, low), Math.min(most, high), level, method);
    }

    public double width() {
        return high - low;
    }
}
