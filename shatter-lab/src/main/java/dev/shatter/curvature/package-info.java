/**
 * Curvature of the mean loss: matrices of second order that are never formed, as products with vectors, and what can be
 * learned from such products alone: eigenpairs, traces, diagonals, spectral densities, determinants.
 *
 * <p>May import {@code torch}, {@code data}, {@code network} and {@code train}.
 */
@NullMarked
package dev.shatter.curvature;

import org.jspecify.annotations.NullMarked;
