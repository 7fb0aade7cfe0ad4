package dev.shatter.stats;

import dev.shatter.core.BadInput;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * Ridge regression w = (XᵀX + λI)⁻¹ Xᵀy and its leave-one-out residuals without refitting: e_i/(1 − H_ii), with H =
 * X(XᵀX + λI)⁻¹Xᵀ and λ not rescaled with n. The closed form against which retraining code is checked.
 *
 * @param weights w, [d]
 * @param residuals y_i − w·x_i, [n]
 * @param leaveOneOut y_i − w_{∖i}·x_i, [n]
 */
public record RidgeRegression(double[] weights, double[] residuals, double[] leaveOneOut) {
    /**
     * The exact solution, by Cholesky.
     *
     * @param x [n][d]
     * @param y [n]
     * @param lambda &gt; 0
     */
    public static RidgeRegression of(double[][] x, double[] y, double lambda) {
        if (x.length != y.length || x.length == 0) {
            throw BadInput.in("ridge", x.length + " inputs meet " + y.length + " targets", "give one target an input");
        }
        if (!(lambda > 0)) {
            throw BadInput.in("ridge", "lambda = " + lambda + " is not positive", "give a positive number");
        }
        RealMatrix design = new Array2DRowRealMatrix(x);
        RealMatrix gram = design.transposeMultiply(design)
                .add(MatrixUtils.createRealIdentityMatrix(x[0].length).scalarMultiply(lambda));
        DecompositionSolver solver = new CholeskyDecomposition(gram).getSolver();
        double[] weights =
                solver.solve(new ArrayRealVector(design.preMultiply(y))).toArray();
        double[] fitted = design.operate(weights);
        double[] residuals = new double[y.length];
        double[] leaveOneOut = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            ArrayRealVector row = new ArrayRealVector(x[i]);
            double leverage = row.dotProduct(solver.solve(row));
            residuals[i] = y[i] - fitted[i];
            leaveOneOut[i] = residuals[i] / (1 - leverage);
        }
        return new RidgeRegression(weights, residuals, leaveOneOut);
    }
}
