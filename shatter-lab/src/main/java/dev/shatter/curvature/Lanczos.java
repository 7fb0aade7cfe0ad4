package dev.shatter.curvature;

import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Lanczos tridiagonalisation A V = V T + β_m v_{m+1} e_mᵀ, with every new vector orthogonalised twice against all before
 * it ('twice is enough', Parlett 1998): without that, ghosts of converged eigenvalues appear.
 *
 * @param alpha diagonal of T, length m
 * @param beta off-diagonal of T, length m - 1
 * @param ritz eigenvalues of T, ascending
 * @param weights squared first components of T's eigenvectors: quadrature weights of the start vector; they add up to 1
 * @param residuals ‖A u_k - ritz_k u_k‖ = |β_m| |last component|: an eigenvalue of A lies within it
 */
public record Lanczos(double[] alpha, double[] beta, double[] ritz, double[] weights, double[] residuals) {
    /** Relative size of β at which the Krylov space is exhausted: rounding of a few thousand fp32 sums. */
    private static final double BREAKDOWN = 1e-6;

    private static final double BREAKDOWN_DOUBLE = 1e-12;

    /** Both ends of a spectrum. */
    public record Extremes(Eigenvalue largest, Eigenvalue smallest) {}

    /**
     * At most {@code steps} steps from a start vector; fewer if the Krylov space is exhausted, and the result is then
     * exact.
     *
     * @param start [p], any length but 0
     */
    public static Lanczos run(LinearOperator operator, Tensor start, int steps) {
        return run(operator, start, steps, now -> false);
    }

    /**
     * Largest and smallest eigenvalue, algebraically. An end has converged when its residual is small beside its own value,
     * and that, where it is nearly 0, beside {@code tolerance} times the other: a small residual beside the larger end
     * alone says nothing of the sign of the smaller.
     *
     * @param most largest number of products
     * @param tolerance on both residuals, relative
     * @param seed of the start vector
     */
    public static Extremes extremes(LinearOperator operator, int most, double tolerance, long seed) {
        Lanczos end =
                run(operator, most, seed, now -> now.converged(0, tolerance) && now.converged(now.last(), tolerance));
        return new Extremes(end.eigenvalue(end.last(), tolerance), end.eigenvalue(0, tolerance));
    }

    /** The largest eigenvalue alone, see {@link #extremes}. */
    public static Eigenvalue largest(LinearOperator operator, int most, double tolerance, long seed) {
        Lanczos end = run(operator, most, seed, now -> now.converged(now.last(), tolerance));
        return end.eigenvalue(end.last(), tolerance);
    }

    private int last() {
        return ritz.length - 1;
    }

    private boolean converged(int k, double tolerance) {
        double scale = Math.max(Math.abs(ritz[0]), Math.abs(ritz[last()]));
        return residuals[k] <= tolerance * Math.max(Math.abs(ritz[k]), tolerance * scale);
    }

    private Eigenvalue eigenvalue(int k, double tolerance) {
        return new Eigenvalue(ritz[k], residuals[k], alpha.length, converged(k, tolerance));
    }

    private static Lanczos run(LinearOperator operator, int steps, long seed, Predicate<Lanczos> enough) {
        try (StepScope scope = StepScope.open()) {
            Tensor start = Vectors.gaussian(operator.size(), operator.type(), seed, "lanczos");
            return run(operator, start, steps, enough);
        }
    }

    private static Lanczos run(LinearOperator operator, Tensor start, int steps, Predicate<Lanczos> enough) {
        int most = (int) Math.min(steps, operator.size());
        double floor = operator.type() == ScalarType.Double ? BREAKDOWN_DOUBLE : BREAKDOWN;
        List<Double> alpha = new ArrayList<>();
        List<Double> beta = new ArrayList<>();
        try (StepScope all = StepScope.open()) {
            Tensor basis = torch.zeros(
                    new long[] {most, operator.size()}, new org.bytedeco.pytorch.TensorOptions(operator.type()));
            basis.select(0, 0).copy_(start.div(new Scalar(Vectors.norm(start))));
            double scale = 0;
            for (int j = 0; j < most; j++) {
                double left;
                try (StepScope scope = StepScope.open()) {
                    Tensor v = basis.select(0, j);
                    Tensor w = operator.apply(v);
                    double a = Vectors.dot(v, w);
                    alpha.add(a);
                    Tensor known = basis.narrow(0, 0, j + 1);
                    for (int twice = 0; twice < 2; twice++) {
                        w = w.sub(known.t().mv(known.mv(w)));
                    }
                    left = Vectors.norm(w);
                    scale = Math.max(scale, Math.max(Math.abs(a), left));
                    if (j + 1 < most && left > floor * scale) {
                        basis.select(0, j + 1).copy_(w.div(new Scalar(left)));
                    }
                }
                boolean exhausted = !(left > floor * scale);
                boolean last = exhausted || j + 1 == most;
                if (last || j % 5 == 4) {
                    Lanczos now = solve(alpha, beta, exhausted ? 0 : left);
                    if (last || enough.test(now)) {
                        return now;
                    }
                }
                beta.add(left);
            }
        }
        throw new IllegalStateException("no steps");
    }

    private static Lanczos solve(List<Double> alpha, List<Double> beta, double next) {
        int m = alpha.size();
        double[] dense = new double[m * m];
        for (int i = 0; i < m; i++) {
            dense[i * m + i] = alpha.get(i);
            if (i + 1 < m) {
                dense[i * m + i + 1] = beta.get(i);
                dense[(i + 1) * m + i] = beta.get(i);
            }
        }
        try (StepScope scope = StepScope.open()) {
            T_TensorTensor_T solved = torch.linalg_eigh(Tensors.of(dense, m, m));
            double[] ritz = Tensors.doubles(solved.get0());
            double[] vectors = Tensors.doubles(solved.get1());
            double[] weights = new double[m];
            double[] residuals = new double[m];
            for (int k = 0; k < m; k++) {
                weights[k] = vectors[k] * vectors[k];
                residuals[k] = next * Math.abs(vectors[(m - 1) * m + k]);
            }
            return new Lanczos(array(alpha), array(beta), ritz, weights, residuals);
        }
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
