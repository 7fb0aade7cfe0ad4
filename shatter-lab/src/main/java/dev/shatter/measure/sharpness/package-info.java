/** Flatness, sharpness, gradients and curvature of the training loss. */
@NullMarked
package dev.shatter.measure.sharpness;

import org.jspecify.annotations.NullMarked;
