/**
 * Networks in few bits: trained in a subspace, quantised, coded and decoded again; and networks that a few picked points
 * determine.
 *
 * <p>May import {@code torch}, {@code data}, {@code network}, {@code train}, {@code measure}, {@code proof}, {@code bayes} and
 * the rooms of the base.
 */
@NullMarked
package dev.shatter.compress;

import org.jspecify.annotations.NullMarked;
