package dev.shatter.curvature;

import java.util.OptionalDouble;

/**
 * What is asked of a matrix.
 *
 * @param top eigenvalues at the upper end
 * @param bottom eigenvalues at the lower end
 * @param trace whether the trace, by Hutch++
 * @param frobenius whether ‖A‖_F
 * @param density whether the spectral density
 * @param inertia whether the signs of the eigenvalues
 * @param shift s of ln det(A + s I); empty = not asked
 * @param tolerance of eigenvalues, relative
 * @param products products with the matrix that a search for eigenvalues, or a diagonal, may take
 * @param probes random vectors of a density, and a fifth of the products of a trace
 * @param seed of everything drawn
 */
public record CurvatureQuestions(
        int top,
        int bottom,
        boolean trace,
        boolean frobenius,
        boolean density,
        boolean inertia,
        OptionalDouble shift,
        double tolerance,
        int products,
        int probes,
        long seed) {
    /** Products of a trace for each probe. */
    static final int TRACE = 6;

    /** Steps of Lanczos for each probe of a density (Ghorbani et al. 2019 take 80 to 100). */
    static final int STEPS = 80;

    /** Eigenvalues smaller than this share of the largest count as 0. */
    static final double ZERO = 1e-6;

    /** About the eigenvalues and the trace alone: what is asked of every layer. */
    public CurvatureQuestions brief() {
        return new CurvatureQuestions(
                top, bottom, trace, false, false, false, OptionalDouble.empty(), tolerance, products, probes, seed);
    }

    /** About at most so many eigenvalues. */
    public CurvatureQuestions atMost(int count) {
        return new CurvatureQuestions(
                Math.min(top, count),
                Math.min(bottom, count),
                trace,
                frobenius,
                density,
                inertia,
                shift,
                tolerance,
                products,
                probes,
                seed);
    }

    /** Products that the answers take at most, without those of a matrix that is formed. */
    public int most() {
        return (top + bottom > 0 ? products : 0)
                + (trace ? TRACE * probes : 0)
                + (frobenius ? 2 * probes : 0)
                + (density || inertia || shift.isPresent() ? STEPS * probes : 0)
                + 1;
    }
}
