/**
 * What proves a bound on the risk of a trained network: a certifier, and the proof it gives, a certificate with the numbers
 * it was computed from.
 *
 * <p>May import {@code torch}, {@code data}, {@code network}, {@code train}, {@code measure} and the rooms of the base.
 */
@NullMarked
package dev.shatter.proof;

import org.jspecify.annotations.NullMarked;
