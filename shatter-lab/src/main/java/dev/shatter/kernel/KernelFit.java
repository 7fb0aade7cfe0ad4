package dev.shatter.kernel;

import java.util.Map;

/**
 * What came out of a kernel regression.
 *
 * @param trainError fraction of training points predicted wrongly, ties counted as errors
 * @param testError likewise on the test split
 * @param relativeResidual ‖Y − (K + λI) A‖_F / ‖Y‖_F, all in fp64
 * @param squaredNorm Σ_c ‖f_c‖²_H = tr Aᵀ K A, summed over the classes' functions
 * @param peakBytes most bytes this process had resident
 * @param seconds the whole fit and both errors, data in memory before
 * @param reached whether the residual is at most the tolerance
 * @param condition the solver's estimate of κ₁(K + λI); NaN if it makes none
 * @param steps refinement steps or iterations
 * @param n training points fitted, after merging
 * @param merged copies of an input with the same label that were left out of an exact fit
 * @param dimensions d, features a point
 * @param tests test points
 * @param phases seconds of each phase, in order
 */
public record KernelFit(
        double trainError,
        double testError,
        double relativeResidual,
        double squaredNorm,
        long peakBytes,
        double seconds,
        boolean reached,
        double condition,
        int steps,
        int n,
        int merged,
        int dimensions,
        int tests,
        Map<String, Double> phases) {}
