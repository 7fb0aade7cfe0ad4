package dev.shatter.curvature;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Second derivatives of the training loss at fixed parameters θ, as operators.
 *
 * <p>For ReLU networks the Hessian is the one that exists almost everywhere. An operator is valid while its network,
 * examples and θ are.
 */
public final class Curvature {
    private Curvature() {}

    /** ∇²L(θ): one product costs about four gradients' time. Pearlmutter 1994, by two backward passes. */
    public static LinearOperator hessian(EmpiricalLoss loss, Tensor theta) {
        return new Operator(theta, v -> loss.hessianVector(theta, v));
    }

    /** The Gauss-Newton matrix (1/n) Σ J_iᵀ (∇²_f l_i) J_i; for cross-entropy also the Fisher information matrix. */
    public static LinearOperator gaussNewton(EmpiricalLoss loss, Tensor theta) {
        return new Operator(theta, v -> loss.gaussNewtonVector(theta, v));
    }

    /** A symmetric matrix [p, p] that was formed after all: for comparisons. */
    public static LinearOperator of(Tensor matrix) {
        return new Operator(matrix.select(0, 0), matrix::mv);
    }

    @FunctionalInterface
    private interface Product {
        Tensor with(Tensor vector);
    }

    private record Operator(long size, ScalarType type, Product product) implements LinearOperator {
        Operator(Tensor like, Product product) {
            this(like.numel(), like.scalar_type().intern(), product);
        }

        @Override
        public Tensor apply(Tensor vector) {
            return product.with(vector);
        }
    }
}
