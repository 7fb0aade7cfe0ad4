package dev.shatter.exact;

import java.util.Arrays;

/**
 * Regularised least squares along the eigenvectors of XᵀX: the share of the least-squares coefficient that is kept in the
 * direction of eigenvalue l. 1 keeps all, 0 none.
 */
public final class SpectralFilter {
    private SpectralFilter() {}

    /** Ridge: l/(l + λ). */
    public static double ridge(double eigenvalue, double lambda) {
        return eigenvalue / (eigenvalue + lambda);
    }

    /** t steps of gradient descent from zero with step η on ½‖y − Xw‖²: 1 − (1 − ηl)^t; converges for ηl &lt; 2. */
    public static double earlyStopping(double eigenvalue, double rate, int steps) {
        return 1 - Math.pow(1 - rate * eigenvalue, steps);
    }

    /** The ridge that keeps as much in this direction: l(1 − ηl)^t/(1 − (1 − ηl)^t), near 1/(ηt) for small ηlt. */
    public static double equivalentRidge(double eigenvalue, double rate, int steps) {
        double left = Math.pow(1 - rate * eigenvalue, steps);
        return eigenvalue * left / (1 - left);
    }

    /** Degrees of freedom of ridge: Σ s_i²/(s_i² + λ) over the singular values of X. */
    public static double degreesOfFreedom(double[] singularValues, double lambda) {
        return Arrays.stream(singularValues).map(s -> ridge(s * s, lambda)).sum();
    }
}
