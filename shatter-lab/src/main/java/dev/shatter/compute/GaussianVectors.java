package dev.shatter.compute;

import dev.shatter.core.Chance;
import java.util.Arrays;

/** Few operations on plain vectors. */
final class GaussianVectors {
    private GaussianVectors() {}

    /** [n][d] standard normal numbers. */
    static double[][] gaussian(int n, int d, Chance chance) {
        double[][] x = new double[n][d];
        for (double[] row : x) {
            Arrays.setAll(row, j -> chance.nextGaussian());
        }
        return x;
    }

    static double[] gaussian(int n, Chance chance) {
        return gaussian(1, n, chance)[0];
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    static double norm(double[] a) {
        return Math.sqrt(dot(a, a));
    }

    /** a − b. */
    static double[] minus(double[] a, double[] b) {
        double[] c = a.clone();
        for (int j = 0; j < c.length; j++) {
            c[j] -= b[j];
        }
        return c;
    }

    /** Xw. */
    static double[] times(double[][] x, double[] w) {
        return Arrays.stream(x).mapToDouble(row -> dot(row, w)).toArray();
    }
}
