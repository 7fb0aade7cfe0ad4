/**
 * Gaussian posteriors over weights: optimised for what PAC-Bayes bounds can prove of them, and as Laplace's approximation of
 * the evidence.
 *
 * <p>May import {@code torch}, {@code data}, {@code network}, {@code train}, {@code curvature}, {@code measure},
 * {@code proof} and the rooms of the base.
 */
@NullMarked
package dev.shatter.bayes;

import org.jspecify.annotations.NullMarked;
