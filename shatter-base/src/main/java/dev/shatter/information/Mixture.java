package dev.shatter.information;

import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Bounds on the entropy of a mixture of equal Gaussians N(t_i, s² I), one a point, less the entropy of one of them:
 * −(1/N) Σ_i ln (1/N) Σ_j exp(−‖t_i − t_j‖²/(c s²)), above it for c = 2 and below it for c = 8.
 */
final class Mixture {
    static final Parameter NOISE = Parameter.number(
            "noise",
            0.3,
            1e-300,
            1e300,
            "s, deviation of the Gaussian noise added to every coordinate of y, in its units");

    static final List<Parameter> PARAMETERS = List.of(NOISE);

    private static final double UPPER = 2;
    private static final double LOWER = 8;

    private Mixture() {}

    /** The upper bound of I(X; Y + noise) for the empirical law: Ĥ_upper(Y) − Σ_x p(x) Ĥ_lower(Y | x). */
    static double upper(Observations sample, Variant options) {
        return bound(sample, options.number("noise"), UPPER, LOWER);
    }

    /** The lower bound, with the two exchanged. */
    static double lower(Observations sample, Variant options) {
        return bound(sample, options.number("noise"), LOWER, UPPER);
    }

    private static double bound(Observations sample, double noise, double all, double given) {
        double[][] y = sample.y().rows();
        int[] x = Symbols.of(sample.x().rows());
        double within = 0;
        for (int value = 0; value < Symbols.counts(x).length; value++) {
            int symbol = value;
            double[][] rows = IntStream.range(0, y.length)
                    .filter(i -> x[i] == symbol)
                    .mapToObj(i -> y[i])
                    .toArray(double[][]::new);
            // One component is its own entropy, exactly.
            within += rows.length > 1 ? rows.length * entropy(rows, given * noise * noise) / y.length : 0;
        }
        return entropy(y, all * noise * noise) - within;
    }

    private static double entropy(double[][] points, double scale) {
        return Local.mean(IntStream.range(0, points.length).toArray(), i -> {
            double sum = 0;
            for (double[] other : points) {
                double square = 0;
                for (int c = 0; c < other.length; c++) {
                    square += (points[i][c] - other[c]) * (points[i][c] - other[c]);
                }
                sum += Math.exp(-square / scale);
            }
            return -Math.log(sum / points.length);
        });
    }
}
