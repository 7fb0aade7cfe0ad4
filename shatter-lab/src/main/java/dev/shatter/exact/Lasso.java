package dev.shatter.exact;

import dev.shatter.core.BadInput;

/**
 * argmin_w ½‖y − Xw‖² + λ‖w‖₁ by cyclic coordinate descent (Friedman, Hastie and Tibshirani 2010).
 *
 * @param weights w, [d]
 * @param violation how far the optimality conditions |X_jᵀr| ≤ λ, and X_jᵀr = λ sign(w_j) where w_j ≠ 0, are from holding
 * @param sweeps rounds over all coordinates
 */
public record Lasso(double[] weights, double violation, int sweeps) {
    /** Rounds after which a badly conditioned problem is given up; the violation then tells. */
    private static final int MOST = 100_000;

    /**
     * The solution.
     *
     * @param x [n][d]
     * @param y [n]
     * @param lambda λ ≥ 0
     * @param tolerance violation, in units of X_jᵀy, at which to stop
     */
    public static Lasso of(double[][] x, double[] y, double lambda, double tolerance) {
        if (x.length != y.length || x.length == 0 || !(lambda >= 0)) {
            throw BadInput.in(
                    "lasso",
                    x.length + " inputs, " + y.length + " targets and lambda = " + lambda + " make no problem",
                    "give one target an input and lambda from 0");
        }
        int d = x[0].length;
        double[] w = new double[d];
        double[] residual = y.clone();
        double[] square = new double[d];
        for (double[] row : x) {
            for (int j = 0; j < d; j++) {
                square[j] += row[j] * row[j];
            }
        }
        int sweeps = 0;
        double violation = violation(x, residual, w, lambda);
        while (violation > tolerance && sweeps < MOST) {
            for (int j = 0; j < d; j++) {
                if (square[j] > 0) {
                    double old = w[j];
                    w[j] = soft(correlation(x, residual, j) + square[j] * old, lambda) / square[j];
                    for (int i = 0; i < x.length && w[j] != old; i++) {
                        residual[i] -= (w[j] - old) * x[i][j];
                    }
                }
            }
            sweeps++;
            violation = violation(x, residual, w, lambda);
        }
        return new Lasso(w, violation, sweeps);
    }

    /** sign(z) max(|z| − λ, 0): the whole solution for orthonormal X, with z = Xᵀy. */
    public static double soft(double z, double lambda) {
        return Math.signum(z) * Math.max(Math.abs(z) - lambda, 0);
    }

    private static double correlation(double[][] x, double[] residual, int j) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i][j] * residual[i];
        }
        return sum;
    }

    private static double violation(double[][] x, double[] residual, double[] w, double lambda) {
        double worst = 0;
        for (int j = 0; j < w.length; j++) {
            double c = correlation(x, residual, j);
            double off = w[j] == 0 ? Math.max(0, Math.abs(c) - lambda) : Math.abs(c - lambda * Math.signum(w[j]));
            worst = Math.max(worst, off);
        }
        return worst;
    }
}
