package dev.shatter.stats;

import dev.shatter.core.BadInput;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.regression.SimpleRegression;

/**
 * Least-squares line y = a + b x with Student intervals (Gaussian errors of one variance assumed).
 *
 * @param slope b with its interval
 * @param intercept a with its interval
 * @param rSquare share of the variance of y explained; 1 if y is constant and met exactly
 * @param n points
 */
public record LinearFit(Interval slope, Interval intercept, double rSquare, int n) {
    /**
     * The least-squares line.
     *
     * @param x at least three values, not all equal
     * @param level in (0, 1)
     */
    public static LinearFit of(double[] x, double[] y, double level) {
        Check.pairs(x, y, 3);
        Check.level(level);
        SimpleRegression regression = new SimpleRegression();
        for (int i = 0; i < x.length; i++) {
            regression.addData(x[i], y[i]);
        }
        if (Double.isNaN(regression.getSlope())) {
            throw BadInput.in("line", "all x are equal", "give points at two places or more");
        }
        double t = new TDistribution(x.length - 2.0).inverseCumulativeProbability((1 + level) / 2);
        double square = regression.getTotalSumSquares() == 0 ? 1 : regression.getRSquare();
        return new LinearFit(
                around(regression.getSlope(), t * regression.getSlopeStdErr(), level),
                around(regression.getIntercept(), t * regression.getInterceptStdErr(), level),
                square,
                x.length);
    }

    public double at(double x) {
        return intercept.estimate() + slope.estimate() * x;
    }

    private static Interval around(double estimate, double half, double level) {
        return new Interval(estimate, estimate - half, estimate + half, level, "least squares, Student t");
    }
}
