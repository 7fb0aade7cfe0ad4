/**
 * Theorems as pure functions: measurements, n and δ in, a {@link dev.shatter.bound.Certificate} out; one class a theorem.
 *
 * <p>Logarithms are natural unless 'bits' is said. Risks are in [0, 1]. Outside its domain a bound is +∞, never NaN.
 * Bounds in expectation are {@link dev.shatter.bound.ExpectationBound}s, another type on purpose. Imports {@code core},
 * {@code stats} and Hipparchus; no networks: norms, margins and code lengths arrive as numbers.
 */
@NullMarked
package dev.shatter.bound;

import org.jspecify.annotations.NullMarked;
