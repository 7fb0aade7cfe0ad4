package dev.shatter.exact;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.linear.SingularValueDecomposition;

/**
 * Least squares with more weights than points: w = X⁺y, the solution of smallest norm, and the way of gradient descent to
 * it. With X of full row rank w = Xᵀα, XXᵀα = y, ‖w‖² = yᵀ(XXᵀ)⁻¹y.
 *
 * <p>Descent from zero stays in the span of the inputs, so it can only end there; from elsewhere it keeps the part of its
 * start that no input sees. Source: Zhang et al. 2017, arXiv:1611.03530, section 5.
 */
public final class LeastNorm {
    private final RealMatrix x;
    private final RealVector y;
    private final SingularValueDecomposition svd;

    /**
     * The problem min ‖y − Xw‖².
     *
     * @param x [n][p]
     * @param y [n]
     */
    public LeastNorm(double[][] x, double[] y) {
        if (x.length == 0 || x.length != y.length) {
            throw BadInput.in(
                    "least squares", x.length + " inputs meet " + y.length + " targets", "give one target an input");
        }
        this.x = new Array2DRowRealMatrix(x);
        this.y = new ArrayRealVector(y);
        this.svd = new SingularValueDecomposition(this.x);
    }

    /** X⁺y, [p]. */
    public double[] weights() {
        return solve(0, true);
    }

    /** Ridge (XᵀX + λI)⁻¹Xᵀy = Σ_i s_i/(s_i² + λ) (u_i·y) v_i for λ &gt; 0; the limit λ → 0 is {@link #weights}. */
    public double[] ridge(double lambda) {
        if (!(lambda > 0)) {
            throw BadInput.in("ridge", "lambda = " + lambda + " is not positive", "give a positive number");
        }
        return solve(lambda, false);
    }

    private double[] solve(double lambda, boolean inverse) {
        double[] s = svd.getSingularValues();
        double cut = s[0] * Math.max(x.getRowDimension(), x.getColumnDimension()) * Math.ulp(1.0);
        RealVector w = new ArrayRealVector(x.getColumnDimension());
        for (int i = 0; i < s.length; i++) {
            if (inverse && s[i] <= cut) {
                continue;
            }
            double factor = inverse ? 1 / s[i] : s[i] / (s[i] * s[i] + lambda);
            w = w.add(svd.getV()
                    .getColumnVector(i)
                    .mapMultiply(factor * svd.getU().getColumnVector(i).dotProduct(y)));
        }
        return w.toArray();
    }

    /** α with XXᵀα = y: weights on the points, w = Xᵀα; X must have full row rank. */
    public double[] pointWeights() {
        RealMatrix gram = x.multiplyTransposed(x);
        SingularValueDecomposition inner = new SingularValueDecomposition(gram);
        if (inner.getRank() < x.getRowDimension()) {
            throw BadInput.in(
                    "least squares",
                    "the inputs are linearly dependent, so not every labelling is fitted",
                    "remove dependent inputs or add a ridge");
        }
        return inner.getSolver().solve(y).toArray();
    }

    /** Eigenvalues of the Hessian XᵀX of ½‖y − Xw‖², ascending: the same at every w, at least p − n of them zero. */
    public double[] hessianEigenvalues() {
        double[] values = new double[x.getColumnDimension()];
        double[] s = svd.getSingularValues();
        double cut = s[0] * Math.max(x.getRowDimension(), x.getColumnDimension()) * Math.ulp(1.0);
        for (int i = 0; i < s.length; i++) {
            values[i] = s[i] <= cut ? 0 : s[i] * s[i];
        }
        Arrays.sort(values);
        return values;
    }

    /**
     * Stochastic gradient descent on ½(y_i − x_i·w)², one random point a step, step 1/‖x_i‖² (Kaczmarz's projections:
     * no rate to choose).
     *
     * @param start w_0, [p]
     * @param steps number of steps
     * @param every after how many steps a distance is recorded
     * @return the last w, and its distance to X⁺y + the null-space part of the start along the way
     */
    public Descent descend(double[] start, int steps, int every, Chance chance) {
        double[] w = start.clone();
        double[] limit = limit(start);
        double[] distances = new double[steps / every + 1];
        distances[0] = distance(w, limit);
        for (int t = 1; t <= steps; t++) {
            int i = chance.nextInt(x.getRowDimension());
            step(w, x.getRow(i), y.getEntry(i));
            if (t % every == 0) {
                distances[t / every] = distance(w, limit);
            }
        }
        return new Descent(w, limit, distances);
    }

    /**
     * Where descent went.
     *
     * @param weights the last w
     * @param limit X⁺y + (I − X⁺X) w_0
     * @param distances ‖w_t − limit‖ at t = 0, every, 2·every, …
     */
    public record Descent(double[] weights, double[] limit, double[] distances) {}

    /** X⁺y + (I − X⁺X) w_0: where descent from w_0 ends. */
    public double[] limit(double[] start) {
        double[] end = weights();
        double[] seen = new LeastNorm(x.getData(), x.operate(start)).weights();
        for (int j = 0; j < end.length; j++) {
            end[j] += start[j] - seen[j];
        }
        return end;
    }

    private static void step(double[] w, double[] row, double target) {
        double product = 0;
        double square = 0;
        for (int j = 0; j < w.length; j++) {
            product += row[j] * w[j];
            square += row[j] * row[j];
        }
        double factor = square == 0 ? 0 : (target - product) / square;
        for (int j = 0; j < w.length; j++) {
            w[j] += factor * row[j];
        }
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += (a[j] - b[j]) * (a[j] - b[j]);
        }
        return Math.sqrt(sum);
    }
}
