/**
 * What can be computed without estimating: the network that fits n points with 2n + d weights, linear models and their
 * implicit regularisation, double descent of least squares, the evidence of a Bayesian linear model.
 *
 * <p>May import {@code core}, {@code stats}, {@code torch}, {@code data} and {@code network}; linear algebra by Hipparchus.
 */
@NullMarked
package dev.shatter.exact;

import org.jspecify.annotations.NullMarked;
