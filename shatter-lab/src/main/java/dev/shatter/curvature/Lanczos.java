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
 * @param next β_m, 0 where the Krylov space is exhausted
 * @param ritz eigenvalues of T, ascending
 * @param weights squared first components of T's eigenvectors: quadrature weights of the start vector; they add up to 1
 * @param residuals ‖A u_k - ritz_k u_k‖ = |β_m| |last component|: an eigenvalue of A lies within it
 */
public record Lanczos(double[] alpha, double[] beta, double next, double[] ritz, double[] weights, double[] residuals) {
    /** Relative size of β at which the Krylov space is exhausted: rounding of a few thousand fp32 sums. */
    private static final double BREAKDOWN = 1e-6;

    private static final double BREAKDOWN_DOUBLE = 1e-12;

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
     * The largest eigenvalue. It has converged when its residual is small beside its own value, and that, where it is nearly
     * 0, beside {@code tolerance} times the other end.
     *
     * @param most largest number of products
     * @param tolerance on the residual, relative
     * @param seed of the start vector
     */
    public static Eigenvalue largest(LinearOperator operator, int most, double tolerance, long seed) {
        Lanczos end = run(operator, most, seed, now -> now.converged(now.last(), tolerance));
        int k = end.last();
        return new Eigenvalue(
                end.ritz[k], end.residuals[k], end.residuals[k], end.alpha.length, end.converged(k, tolerance));
    }

    /**
     * Gauss and Radau's rule of the same measure with one node more, at a bound of the spectrum: where the derivatives of f
     * alternate in sign, as those of a logarithm do, this rule and Gauss's own err to different sides (Golub 1973).
     *
     * @param node a lower bound of the spectrum, below every Ritz value
     */
    Lanczos radau(double node) {
        if (next == 0) {
            return this;
        }
        // The last pivot of T - node · I by elimination from the first row on.
        double pivot = alpha[0] - node;
        for (int i = 1; i < alpha.length; i++) {
            pivot = alpha[i] - node - beta[i - 1] * beta[i - 1] / pivot;
        }
        List<Double> diagonal = new ArrayList<>();
        List<Double> side = new ArrayList<>();
        for (int i = 0; i < alpha.length; i++) {
            diagonal.add(alpha[i]);
            side.add(i < beta.length ? beta[i] : next);
        }
        diagonal.add(node + next * next / pivot);
        return solve(diagonal, side, 0);
    }

    private int last() {
        return ritz.length - 1;
    }

    private boolean converged(int k, double tolerance) {
        double scale = Math.max(Math.abs(ritz[0]), Math.abs(ritz[last()]));
        return residuals[k] <= tolerance * Math.max(Math.abs(ritz[k]), tolerance * scale);
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
            return new Lanczos(array(alpha), array(beta), next, ritz, weights, residuals);
        }
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
