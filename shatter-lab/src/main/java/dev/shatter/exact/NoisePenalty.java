package dev.shatter.exact;

import dev.shatter.core.Chance;

/**
 * Expected squared error of a linear model whose inputs are disturbed: the error without the disturbance plus a penalty
 * on the weights. Sums over examples, not means.
 */
public final class NoisePenalty {
    private NoisePenalty() {}

    /** ‖y − Xw‖². */
    public static double error(double[][] x, double[] y, double[] w) {
        return scaled(x, y, w, 1);
    }

    /** Dropout keeping each input with probability q, not rescaled: ‖y − qXw‖² + q(1 − q) Σ_j w_j²‖X_j‖². */
    public static double dropout(double[][] x, double[] y, double[] w, double keep) {
        return scaled(x, y, w, keep) + keep * (1 - keep) * columns(x, w);
    }

    /** Dropout with kept inputs divided by q: ‖y − Xw‖² + ((1 − q)/q) Σ_j w_j²‖X_j‖². */
    public static double invertedDropout(double[][] x, double[] y, double[] w, double keep) {
        return error(x, y, w) + (1 - keep) / keep * columns(x, w);
    }

    /** Independent noise of variance s² on every input: ‖y − Xw‖² + n s²‖w‖², a ridge with λ = n s². */
    public static double noise(double[][] x, double[] y, double[] w, double deviation) {
        double square = 0;
        for (double value : w) {
            square += value * value;
        }
        return error(x, y, w) + x.length * deviation * deviation * square;
    }

    /** One draw of the error under dropout without rescaling, for comparison with {@link #dropout}. */
    public static double drawDropout(double[][] x, double[] y, double[] w, double keep, Chance chance) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double left = y[i];
            for (int j = 0; j < w.length; j++) {
                left -= chance.nextDouble() < keep ? x[i][j] * w[j] : 0;
            }
            sum += left * left;
        }
        return sum;
    }

    /** One draw of the error under Gaussian noise on the inputs. */
    public static double drawNoise(double[][] x, double[] y, double[] w, double deviation, Chance chance) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double left = y[i];
            for (int j = 0; j < w.length; j++) {
                left -= (x[i][j] + deviation * chance.nextGaussian()) * w[j];
            }
            sum += left * left;
        }
        return sum;
    }

    private static double scaled(double[][] x, double[] y, double[] w, double factor) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double left = y[i];
            for (int j = 0; j < w.length; j++) {
                left -= factor * x[i][j] * w[j];
            }
            sum += left * left;
        }
        return sum;
    }

    private static double columns(double[][] x, double[] w) {
        double sum = 0;
        for (double[] row : x) {
            for (int j = 0; j < w.length; j++) {
                sum += w[j] * w[j] * row[j] * row[j];
            }
        }
        return sum;
    }
}
