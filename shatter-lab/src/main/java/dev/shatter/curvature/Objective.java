package dev.shatter.curvature;

import org.bytedeco.pytorch.Tensor;

/** A function of the parameters θ ∈ R^p with its gradient. */
public interface Objective {
    /** f(θ). */
    double value(Tensor theta);

    /** ∇f(θ), shape [p]; belongs to the innermost scope. */
    Tensor gradient(Tensor theta);
}
