package dev.shatter.report.chart;

/**
 * The interval round each value: the same number of entries as the series, NaN where there is none.
 *
 * <p>What kind of interval it is (95 % confidence, range over seeds) belongs in the caption.
 */
public record Spread(double[] low, double[] high, Form form) {

    /** A shaded band, for curves, or a vertical line with caps at each point. */
    public enum Form {
        BAND,
        WHISKERS
    }

    public Spread {
        low = low.clone();
        high = high.clone();
        if (low.length != high.length) {
            throw new IllegalArgumentException(low.length + " lower and " + high.length + " upper ends");
        }
        for (int i = 0; i < low.length; i++) {
            if (low[i] > high[i]) {
                throw new IllegalArgumentException("interval " + i + " is [" + low[i] + ", " + high[i] + "]");
            }
        }
    }
}
