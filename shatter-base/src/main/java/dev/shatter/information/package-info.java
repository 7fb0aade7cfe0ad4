/**
 * Information: entropies, divergences and mutual information of known laws; their estimators from samples, each with a
 * permutation floor and an interval; codes, channels and rate–distortion curves, which say what the numbers mean. Pure Java.
 *
 * <p>Everything is in nats inside; {@link dev.shatter.information.Unit} says it in bits. May import {@code core}, {@code stats}
 * and {@code bound}, and Hipparchus.
 */
@NullMarked
package dev.shatter.information;

import org.jspecify.annotations.NullMarked;
