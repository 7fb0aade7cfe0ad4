/**
 * Curvature of the training loss: matrices that are never formed, as products with vectors, and what can be learned from
 * such products alone: extreme eigenvalues, traces, spectral densities.
 *
 * <p>May import {@code torch}, {@code data}, {@code network} and {@code train}.
 */
@NullMarked
package dev.shatter.curvature;

import org.jspecify.annotations.NullMarked;
