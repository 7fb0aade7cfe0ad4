package dev.shatter.kernel;

import org.bytedeco.pytorch.Tensor;

/**
 * Coefficients A with (K + λI) A ≈ Y, and how near they are.
 *
 * @param coefficients A, fp64 [n, k], owned by whoever asked for the solution
 * @param residual Y − (K + λI) A, fp64 [n, k], likewise
 * @param relativeResidual ‖residual‖_F / ‖Y‖_F, kernel values and sums in fp64
 * @param reached whether that is at most the tolerance asked for
 * @param steps refinement steps or iterations
 * @param condition estimate of κ₁(K + λI), or of what the solver knows of it; NaN if it knows nothing
 */
record Solution(
        Tensor coefficients, Tensor residual, double relativeResidual, boolean reached, int steps, double condition)
        implements AutoCloseable {
    @Override
    public void close() {
        coefficients.close();
        residual.close();
    }
}
