/**
 * Complexity, measured on a trained network: norms, margins, sharpness, noise, curvature and spectra, each under the name
 * its authors gave it, with unit, error and conventions. A measure never poses as a bound.
 *
 * <p>May import {@code torch}, {@code data}, {@code network}, {@code train}, {@code curvature} and the rooms of the base.
 */
@NullMarked
package dev.shatter.measure;

import org.jspecify.annotations.NullMarked;
