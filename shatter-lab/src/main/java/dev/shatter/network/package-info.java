/**
 * Networks: architecture as data, evaluated as a function of its input and its named parameters.
 *
 * <p>An architecture is a list of layer records, so that measures, folding, posteriors and curvature can walk it. May
 * import {@code torch}, {@code data}'s {@code Shape} and {@code core}.
 */
@NullMarked
package dev.shatter.network;

import org.jspecify.annotations.NullMarked;
