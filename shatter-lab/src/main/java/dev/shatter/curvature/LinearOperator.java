package dev.shatter.curvature;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** A symmetric matrix A of size p × p that is never formed: only A v is known. */
public interface LinearOperator {
    /** p. */
    long size();

    /** Type of the vectors, Float or Double. */
    ScalarType type();

    /** A v for v of shape [p]; without gradient, belongs to the innermost scope. */
    Tensor apply(Tensor vector);

    /** A - shift · I: power iteration on it finds the other end of the spectrum. */
    default LinearOperator shifted(double shift) {
        LinearOperator original = this;
        return new LinearOperator() {
            @Override
            public long size() {
                return original.size();
            }

            @Override
            public ScalarType type() {
                return original.type();
            }

            @Override
            public Tensor apply(Tensor vector) {
                return original.apply(vector).sub(vector, new org.bytedeco.pytorch.Scalar(shift));
            }
        };
    }
}
