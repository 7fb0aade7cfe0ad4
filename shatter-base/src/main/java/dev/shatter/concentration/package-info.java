/**
 * Concentration of means, simulated beside its inequalities: the coin, a finite class, thresholds, and excess risk on a
 * task whose Bayes risk is known. Numbers out, for figures and claims; nothing here is a certificate.
 *
 * <p>May import {@code core}, {@code stats} and {@code bound}, and Hipparchus.
 */
@NullMarked
package dev.shatter.concentration;

import org.jspecify.annotations.NullMarked;
