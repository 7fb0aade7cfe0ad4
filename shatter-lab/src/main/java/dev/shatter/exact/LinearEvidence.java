package dev.shatter.exact;

import dev.shatter.core.BadInput;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * Bayesian linear regression y = Xw + N(0, I) with prior w ~ N(0, I/λ): where Laplace's approximation of the evidence is
 * exact. In nats.
 *
 * @param mode w_0, minimiser of C(w) = ½‖y − Xw‖² + (n/2) ln 2π + (λ/2)‖w‖²
 * @param cost C(w_0)
 * @param curvatures λ_i, eigenvalues of XᵀX + λI
 * @param laplace −C(w_0) − ½ Σ ln(λ_i/λ) (MacKay 1992)
 * @param exact ln N(y; 0, XXᵀ/λ + I)
 */
public record LinearEvidence(double[] mode, double cost, double[] curvatures, double laplace, double exact) {
    /**
     * Both evidences.
     *
     * @param x [n][p]
     * @param y [n]
     * @param lambda prior precision λ &gt; 0
     */
    public static LinearEvidence of(double[][] x, double[] y, double lambda) {
        if (x.length == 0 || x.length != y.length || !(lambda > 0)) {
            throw BadInput.in(
                    "evidence",
                    x.length + " inputs, " + y.length + " targets and lambda = " + lambda + " make no model",
                    "give one target an input and a positive lambda");
        }
        int n = x.length;
        RealMatrix design = new Array2DRowRealMatrix(x);
        RealVector targets = new ArrayRealVector(y);
        RealMatrix hessian = design.transposeMultiply(design)
                .add(MatrixUtils.createRealIdentityMatrix(x[0].length).scalarMultiply(lambda));
        RealVector mode = new CholeskyDecomposition(hessian).getSolver().solve(design.preMultiply(targets));
        RealVector residual = targets.subtract(design.operate(mode));
        double cost =
                residual.dotProduct(residual) / 2 + n * Math.log(2 * Math.PI) / 2 + lambda * mode.dotProduct(mode) / 2;
        double[] curvatures = new EigenDecompositionSymmetric(hessian).getEigenvalues();
        double occam = 0;
        for (double curvature : curvatures) {
            occam += Math.log(curvature / lambda) / 2;
        }
        RealMatrix covariance = design.multiplyTransposed(design)
                .scalarMultiply(1 / lambda)
                .add(MatrixUtils.createRealIdentityMatrix(n));
        CholeskyDecomposition cholesky = new CholeskyDecomposition(covariance);
        double logDeterminant = 0;
        for (int i = 0; i < n; i++) {
            logDeterminant += 2 * Math.log(cholesky.getL().getEntry(i, i));
        }
        double exact = -0.5 * targets.dotProduct(cholesky.getSolver().solve(targets))
                - logDeterminant / 2
                - n * Math.log(2 * Math.PI) / 2;
        return new LinearEvidence(mode.toArray(), cost, curvatures, -cost - occam, exact);
    }

    /** Π √(λ/λ_i): the share of the prior's volume that the posterior keeps. */
    public double occamFactor() {
        return Math.exp(cost + laplace);
    }
}
