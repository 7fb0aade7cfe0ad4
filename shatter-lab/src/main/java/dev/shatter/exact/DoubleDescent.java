package dev.shatter.exact;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;

/**
 * Least squares of smallest norm on p of D Gaussian features: test error E(y − x·ŵ)² as p passes n.
 *
 * <p>x ~ N(0, I_D), y = x·β + N(0, σ²). With B = ‖β_1…p‖² seen and C = ‖β_p+1…D‖² unseen: (C + σ²)(1 + p/(n − p − 1)) for
 * p ≤ n − 2, B(1 − n/p) + (C + σ²)(1 + n/(p − n − 1)) for p ≥ n + 2, infinite between. Source: Belkin, Hsu and Xu 2019,
 * arXiv:1903.07571, theorem 1.
 *
 * @param beta β, [D]
 * @param noise σ ≥ 0
 */
public record DoubleDescent(double[] beta, double noise) {
    /** The expectation over training sets of n points. */
    public double expected(int n, int p) {
        check(n, p);
        double seen = 0;
        double rest = noise * noise;
        for (int j = 0; j < beta.length; j++) {
            if (j < p) {
                seen += beta[j] * beta[j];
            } else {
                rest += beta[j] * beta[j];
            }
        }
        if (p <= n - 2) {
            return rest * (1 + p / (n - p - 1.0));
        }
        if (p >= n + 2) {
            return seen * (1 - (double) n / p) + rest * (1 + n / (p - n - 1.0));
        }
        return Double.POSITIVE_INFINITY;
    }

    /** The exact test error of the fit to one training set: ‖β_1…p − ŵ‖² + C + σ². */
    public double draw(int n, int p, Chance chance) {
        check(n, p);
        double[][] x = new double[n][p];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < beta.length; j++) {
                double value = chance.nextGaussian();
                y[i] += beta[j] * value;
                if (j < p) {
                    x[i][j] = value;
                }
            }
            y[i] += noise * chance.nextGaussian();
        }
        double[] w = new LeastNorm(x, y).weights();
        double error = noise * noise;
        for (int j = 0; j < beta.length; j++) {
            double left = beta[j] - (j < p ? w[j] : 0);
            error += left * left;
        }
        return error;
    }

    private void check(int n, int p) {
        if (n < 1 || p < 1 || p > beta.length) {
            throw BadInput.in(
                    "double descent",
                    p + " of " + beta.length + " features on " + n + " points",
                    "give at least one point and 1 to " + beta.length + " features");
        }
    }
}
