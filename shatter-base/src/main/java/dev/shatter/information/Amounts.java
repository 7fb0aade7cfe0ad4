package dev.shatter.information;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.hipparchus.stat.StatUtils;

/**
 * Amounts as nearest neighbours want them: each coordinate of deviation 1, so that none rules the distance, and no two rows
 * at the same place, where distances of 0 would say nothing.
 */
final class Amounts {
    static final Parameter K =
            Parameter.integer("k", 3L, 1, 1000, "neighbours: more of them, less variance and more bias");
    static final Parameter STANDARDISE =
            Parameter.flag("standardise", true, "whether each coordinate is divided by its standard deviation first");
    static final Parameter JITTER = Parameter.number(
            "jitter",
            1e-10,
            0,
            1,
            "uniform noise, in standard deviations, on coordinates that hold equal values; 0 adds none");

    private Amounts() {}

    /** The rows after the options {@link #STANDARDISE} and {@link #JITTER}. */
    static double[][] of(Variables variables, String stream, Variant options) {
        return of(variables, stream, options.flag("standardise"), options.number("jitter"));
    }

    static double[][] of(Variables variables, String stream, boolean standardise, double jitter) {
        double[][] rows = Arrays.stream(variables.rows()).map(double[]::clone).toArray(double[][]::new);
        for (int c = 0; c < variables.dimension(); c++) {
            int column = c;
            double[] values =
                    Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
            double mean = StatUtils.mean(values);
            double deviation = Math.sqrt(StatUtils.variance(values));
            double unit = standardise && deviation > 0 ? deviation : 1;
            boolean noisy = jitter > 0 && repeats(values);
            // A noise that is lost in rounding would separate nothing.
            double noise = jitter * (standardise ? 1 : Math.max(deviation, Double.MIN_NORMAL));
            Chance chance = Chance.of(0, "jitter", stream, c);
            for (double[] row : rows) {
                row[c] = (standardise ? (row[c] - mean) / unit : row[c])
                        + (noisy ? noise * (chance.nextDouble() - 0.5) : 0);
            }
        }
        return rows;
    }

    private static boolean repeats(double... values) {
        Set<Double> seen = new HashSet<>();
        for (double value : values) {
            if (!seen.add(value)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a sample is large enough for so many neighbours. */
    static int neighbours(String name, Variant options, int n) {
        int k = options.integer("k");
        if (k >= n) {
            throw BadInput.in(
                    "estimator '" + name + "'", k + " neighbours of " + n + " points are too many", "give fewer");
        }
        return k;
    }
}
