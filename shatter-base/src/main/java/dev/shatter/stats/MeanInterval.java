package dev.shatter.stats;

import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.StatUtils;

/** Student's interval for a mean: x̄ ± t_{n−1} s/√n. Exact for Gaussian values, approximate otherwise. */
public final class MeanInterval {
    private MeanInterval() {}

    /**
     * Interval for the mean of one sample.
     *
     * @param values at least two finite values, independent
     * @param level in (0, 1)
     */
    public static Interval student(double[] values, double level) {
        Check.sample("values", values, 2);
        double t = new TDistribution(values.length - 1.0).inverseCumulativeProbability((1 + Check.level(level)) / 2);
        double mean = StatUtils.mean(values);
        double half = t * Math.sqrt(StatUtils.variance(values) / values.length);
        return new Interval(mean, mean - half, mean + half, level, "Student t");
    }

    /** Interval for the mean of differences x_i − y_i of pairs, for instance runs that share their seeds. */
    public static Interval paired(double[] x, double[] y, double level) {
        Check.pairs(x, y, 2);
        double[] differences = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            differences[i] = x[i] - y[i];
        }
        return student(differences, level);
    }

    /** Welch's interval for the difference of two means with unequal variances (Welch 1947). */
    public static Interval welch(double[] x, double[] y, double level) {
        Check.sample("first sample", x, 2);
        Check.sample("second sample", y, 2);
        double a = StatUtils.variance(x) / x.length;
        double b = StatUtils.variance(y) / y.length;
        double difference = StatUtils.mean(x) - StatUtils.mean(y);
        if (a + b == 0) {
            return new Interval(difference, difference, difference, Check.level(level), "Welch t");
        }
        double freedom = (a + b) * (a + b) / (a * a / (x.length - 1) + b * b / (y.length - 1));
        double half = new TDistribution(freedom).inverseCumulativeProbability((1 + Check.level(level)) / 2)
                * Math.sqrt(a + b);
        return new Interval(difference, difference - half, difference + half, level, "Welch t");
    }
}
