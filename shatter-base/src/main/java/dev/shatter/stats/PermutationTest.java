package dev.shatter.stats;

import dev.shatter.core.Chance;
import java.util.function.ToDoubleBiFunction;
import org.hipparchus.stat.StatUtils;

/**
 * Permutation tests: exact level under exchangeability, whatever the law (Fisher 1935; Phipson and Smyth 2010).
 *
 * <p>p = (1 + #{permuted statistic at least as extreme}) / (1 + draws): never 0, and P(p ≤ a) ≤ a under the null.
 *
 * @param statistic the observed value
 * @param pValue two-sided, in (0, 1]
 * @param draws random permutations used
 */
public record PermutationTest(double statistic, double pValue, int draws) {
    /** Slack for statistics that are equal but summed in another order. */
    private static final double SAME = 1e-12;

    /** Null: both samples come from one law. Statistic: difference of means, x − y. */
    public static PermutationTest twoSample(double[] x, double[] y, int draws, Chance chance) {
        Check.sample("first sample", x, 1);
        Check.sample("second sample", y, 1);
        Check.atLeastOne("draws", draws);
        double[] pooled = new double[x.length + y.length];
        System.arraycopy(x, 0, pooled, 0, x.length);
        System.arraycopy(y, 0, pooled, x.length, y.length);
        double observed = StatUtils.mean(x) - StatUtils.mean(y);
        double scale = 1 + StatUtils.max(pooled) - StatUtils.min(pooled);
        int extreme = 0;
        for (int b = 0; b < draws; b++) {
            double[] shuffled = permuted(pooled, chance);
            double difference = StatUtils.mean(shuffled, 0, x.length) - StatUtils.mean(shuffled, x.length, y.length);
            if (Math.abs(difference) >= Math.abs(observed) - SAME * scale) {
                extreme++;
            }
        }
        return new PermutationTest(observed, (1.0 + extreme) / (1.0 + draws), draws);
    }

    /** Null: differences x_i − y_i of pairs are symmetric about 0. Statistic: mean difference; signs are flipped. */
    public static PermutationTest paired(double[] x, double[] y, int draws, Chance chance) {
        Check.pairs(x, y, 1);
        Check.atLeastOne("draws", draws);
        double observed = 0;
        double scale = 0;
        for (int i = 0; i < x.length; i++) {
            observed += (x[i] - y[i]) / x.length;
            scale += Math.abs(x[i] - y[i]) / x.length;
        }
        int extreme = 0;
        for (int b = 0; b < draws; b++) {
            double mean = 0;
            for (int i = 0; i < x.length; i++) {
                double difference = (x[i] - y[i]) / x.length;
                mean += chance.nextLong() < 0 ? -difference : difference;
            }
            if (Math.abs(mean) >= Math.abs(observed) - SAME * scale) {
                extreme++;
            }
        }
        return new PermutationTest(observed, (1.0 + extreme) / (1.0 + draws), draws);
    }

    /** Null: x and y are independent. The statistic (a correlation, say) is recomputed with y shuffled. */
    public static PermutationTest association(
            double[] x, double[] y, ToDoubleBiFunction<double[], double[]> statistic, int draws, Chance chance) {
        Check.pairs(x, y, 2);
        Check.atLeastOne("draws", draws);
        double observed = statistic.applyAsDouble(x, y);
        int extreme = 0;
        for (int b = 0; b < draws; b++) {
            if (Math.abs(statistic.applyAsDouble(x, permuted(y, chance))) >= Math.abs(observed) - SAME) {
                extreme++;
            }
        }
        return new PermutationTest(observed, (1.0 + extreme) / (1.0 + draws), draws);
    }

    private static double[] permuted(double[] values, Chance chance) {
        int[] order = chance.permutation(values.length);
        double[] shuffled = new double[values.length];
        for (int i = 0; i < order.length; i++) {
            shuffled[i] = values[order[i]];
        }
        return shuffled;
    }
}
