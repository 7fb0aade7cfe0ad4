/**
 * Calculators: every formula of {@code bound} with its variables as options, for teaching and planning.
 *
 * <p>A calculator only reads options and calls a theorem; no formula is written twice. Imports {@code core},
 * {@code stats} and {@code bound}.
 */
@NullMarked
package dev.shatter.bound.calc;

import org.jspecify.annotations.NullMarked;
