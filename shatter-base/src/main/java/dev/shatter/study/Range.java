package dev.shatter.study;

/**
 * Where the values of a statistic can lie: intervals for their mean do not leave it.
 *
 * @param least −∞ if there is no such limit
 * @param most +∞ if there is no such limit
 */
public record Range(double least, double most) {
    /** Any number: logarithms, slopes, counts that may be short or over. */
    public static final Range ANY = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** Distances, and ratios of what is not negative. */
    public static final Range NON_NEGATIVE = new Range(0, Double.POSITIVE_INFINITY);

    /** Accuracies, errors and other fractions of a whole. */
    public static final Range SHARE = new Range(0, 1);

    /** Differences of two shares; coefficients of correlation. */
    public static final Range DIFFERENCE = new Range(-1, 1);

    /** Relative errors: a ratio minus 1. */
    public static final Range RELATIVE = new Range(-1, Double.POSITIVE_INFINITY);

    /** "from 0 to 1", "at least 0"; empty for any number. */
    String words() {
        if (equals(ANY)) {
            return "";
        }
        return most == Double.POSITIVE_INFINITY
                ? "at least " + StatedNumber.number(least)
                : "from " + StatedNumber.number(least) + " to " + StatedNumber.number(most);
    }
}
