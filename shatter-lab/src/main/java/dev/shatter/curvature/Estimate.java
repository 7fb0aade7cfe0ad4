package dev.shatter.curvature;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * A number with its error by chance.
 *
 * @param standardError 0 where nothing was left to chance; +∞ for a single draw
 * @param products products with the matrix it took
 */
public record Estimate(double value, double standardError, int products) {
    /** Without chance. */
    public static Estimate exact(double value, int products) {
        return new Estimate(value, 0, products);
    }

    /** The mean of independent draws, in two passes: a spread far below the mean does not cancel. */
    public static Estimate mean(double[] draws, int products) {
        double mean = Arrays.stream(draws).average().orElse(Double.NaN);
        double squares = Arrays.stream(draws).map(d -> (d - mean) * (d - mean)).sum();
        int m = draws.length;
        return new Estimate(mean, m > 1 ? Math.sqrt(squares / (m - 1) / m) : Double.POSITIVE_INFINITY, products);
    }

    /** A function of it, with the error by the delta method. */
    public Estimate as(DoubleUnaryOperator function, DoubleUnaryOperator slope) {
        return new Estimate(
                function.applyAsDouble(value), Math.abs(slope.applyAsDouble(value)) * standardError, products);
    }

    /** The same plus a number without error, reached with more products. */
    Estimate plus(double other, int more) {
        return new Estimate(value + other, standardError, products + more);
    }
}
