package dev.shatter.exact;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * f(x) = Σ_j w_j max(a·x − b_j, 0) through all n points: theorem 1 of Zhang et al. 2017, arXiv:1611.03530. With one output
 * it has 2n + d numbers (a, b, w) and fits any labels of distinct inputs.
 *
 * <p>Along a the function is the piecewise-linear interpolant of the points (z_i, y_i), z_i = a·x_i sorted: b_1 = z_1 − 1,
 * b_j = z_{j−1}, and the weights are changes of slope, so nothing has to be solved. All in fp64.
 *
 * @param direction a, [d]
 * @param thresholds b, ascending, [n]
 * @param weights w, [outputs][n]
 * @param gap smallest difference of neighbouring z; the weights are as large as its inverse
 */
public record ExactFit(double[] direction, double[] thresholds, double[][] weights, double gap) {
    /** Directions tried; that with the largest smallest gap is kept, for it gives the smallest weights. */
    public static final int DRAWS = 20;

    /**
     * The fit of least weights among {@link #DRAWS} random directions.
     *
     * @param x [n][d], distinct
     * @param y [n][outputs]
     * @throws BadInput if two inputs are the same
     */
    public static ExactFit of(double[][] x, double[][] y, long seed) {
        if (x.length == 0 || x.length != y.length) {
            throw BadInput.in(
                    "exact fit", x.length + " inputs meet " + y.length + " targets", "give one target an input");
        }
        double[] best = new double[0];
        double gap = -1;
        for (int draw = 0; draw < DRAWS; draw++) {
            Chance chance = Chance.of(seed, "exact fit", draw);
            double[] a = new double[x[0].length];
            Arrays.setAll(a, j -> chance.nextGaussian());
            double[] z = project(x, a);
            Arrays.sort(z);
            double smallest = smallestGap(z);
            if (smallest > gap) {
                gap = smallest;
                best = a;
            }
        }
        if (!(gap > 0)) {
            int[] twins = twins(x, project(x, best));
            throw BadInput.in(
                    "exact fit, inputs " + twins[0] + " and " + twins[1],
                    "are the same along every direction drawn",
                    "remove one of them: only distinct inputs can have any labels");
        }
        return along(best, x, y);
    }

    /** The fit along a given direction, on which no two inputs may agree. */
    static ExactFit along(double[] a, double[][] x, double[][] y) {
        double[] z = project(x, a);
        int[] order = order(z);
        double[] sorted = Arrays.stream(order).mapToDouble(i -> z[i]).toArray();
        int n = z.length;
        double[] thresholds = new double[n];
        thresholds[0] = sorted[0] - 1;
        System.arraycopy(sorted, 0, thresholds, 1, n - 1);
        double[][] weights = new double[y[0].length][n];
        for (int c = 0; c < weights.length; c++) {
            double slope = 0;
            for (int j = 0; j < n; j++) {
                // The line from the point before; the first starts at (z_1 − 1, 0).
                double before = j == 0 ? 0 : y[order[j - 1]][c];
                double next = (y[order[j]][c] - before) / (sorted[j] - thresholds[j]);
                weights[c][j] = next - slope;
                slope = next;
            }
        }
        return new ExactFit(a, thresholds, weights, smallestGap(sorted));
    }

    /**
     * Weights for thresholds of one's own, b_1 &lt; z_1 &lt; b_2 &lt; z_2 &lt; …, by forward substitution in the lower
     * triangular matrix max(z_i − b_j, 0): the paper's own proof.
     */
    static double[] substitute(double[] z, double[] b, double[] y) {
        double[] w = new double[z.length];
        for (int i = 0; i < z.length; i++) {
            double left = y[i];
            for (int j = 0; j < i; j++) {
                left -= Math.max(z[i] - b[j], 0) * w[j];
            }
            w[i] = left / (z[i] - b[i]);
        }
        return w;
    }

    /** n, the width of the network of two layers. */
    public int points() {
        return thresholds.length;
    }

    /** Distinct real numbers: d + n + n · outputs; 2n + d for one output. */
    public long parameters() {
        return direction.length + (long) thresholds.length * (1 + weights.length);
    }

    /** Largest |w|: what decides how exact the fit is in finite precision. */
    public double largestWeight() {
        return Arrays.stream(weights)
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .max()
                .orElse(0);
    }

    /** f(x), [outputs]. */
    public double[] value(double[] x) {
        double z = dot(direction, x);
        double[] sum = new double[weights.length];
        for (int c = 0; c < sum.length; c++) {
            for (int j = 0; j < thresholds.length && thresholds[j] < z; j++) {
                sum[c] += weights[c][j] * (z - thresholds[j]);
            }
        }
        return sum;
    }

    /** max_{i,c} |f_c(x_i) − y_ic|. */
    public double residual(double[][] x, double[][] y) {
        return IntStream.range(0, x.length)
                .mapToDouble(i -> {
                    double[] f = value(x[i]);
                    double worst = 0;
                    for (int c = 0; c < f.length; c++) {
                        worst = Math.max(worst, Math.abs(f[c] - y[i][c]));
                    }
                    return worst;
                })
                .max()
                .orElse(0);
    }

    private static double[] project(double[][] x, double[] a) {
        return Arrays.stream(x).mapToDouble(row -> dot(a, row)).toArray();
    }

    private static double dot(double[] a, double[] x) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * x[j];
        }
        return sum;
    }

    private static double smallestGap(double[] sorted) {
        double gap = Double.POSITIVE_INFINITY;
        for (int i = 1; i < sorted.length; i++) {
            gap = Math.min(gap, sorted[i] - sorted[i - 1]);
        }
        return gap;
    }

    private static int[] order(double[] z) {
        return IntStream.range(0, z.length)
                .boxed()
                .sorted((i, j) -> Double.compare(z[i], z[j]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static int[] twins(double[][] x, double[] z) {
        int[] order = order(z);
        for (int i = 1; i < order.length; i++) {
            if (z[order[i]] <= z[order[i - 1]]) {
                return new int[] {Math.min(order[i], order[i - 1]), Math.max(order[i], order[i - 1])};
            }
        }
        throw new IllegalStateException("no twins among " + x.length + " inputs");
    }
}
