/** Norms, margins and spectra of the weights. */
@NullMarked
package dev.shatter.measure.norm;

import org.jspecify.annotations.NullMarked;
