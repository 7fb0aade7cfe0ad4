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
}
