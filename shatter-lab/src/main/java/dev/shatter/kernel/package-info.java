/**
 * Kernel regression on whole data sets: kernels, the Gram matrix in one triangle, exact solution by Cholesky with
 * refinement in fp64, and preconditioned conjugate gradients where the matrix is too large to store.
 *
 * <p>May import {@code core}, {@code stats}, {@code torch}, {@code data} and {@code corrupt}.
 */
@NullMarked
package dev.shatter.kernel;

import org.jspecify.annotations.NullMarked;
