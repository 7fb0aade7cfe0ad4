/**
 * Networks in few bits: trained in a subspace, quantised, coded and decoded again.
 *
 * <p>May import {@code torch}, {@code data}, {@code network}, {@code train}, {@code measure}, {@code proof} and the rooms of the base.
 */
@NullMarked
package dev.shatter.compress;

import org.jspecify.annotations.NullMarked;
