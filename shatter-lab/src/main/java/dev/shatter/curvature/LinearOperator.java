package dev.shatter.curvature;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** A symmetric matrix A of size p × p that is never formed: only A v is known. */
public interface LinearOperator {
    /** p. */
    long size();

    /** Type of the vectors, Float or Double. */
    ScalarType type();

    /** A symmetric matrix [p, p] that was formed after all; it must outlive the operator. */
    static LinearOperator of(Tensor matrix) {
        return new LinearOperator() {
            @Override
            public long size() {
                return matrix.size(0);
            }

            @Override
            public ScalarType type() {
                return matrix.scalar_type().intern();
            }

            @Override
            public Tensor apply(Tensor vector) {
                return matrix.mv(vector);
            }
        };
    }

    /** The same, telling somebody of every product. */
    default LinearOperator watched(Runnable product) {
        LinearOperator inner = this;
        return new LinearOperator() {
            @Override
            public long size() {
                return inner.size();
            }

            @Override
            public ScalarType type() {
                return inner.type();
            }

            @Override
            public Tensor apply(Tensor vector) {
                product.run();
                return inner.apply(vector);
            }
        };
    }

    /** A v for v of shape [p]; without gradient, belongs to the innermost scope. */
    Tensor apply(Tensor vector);
}
