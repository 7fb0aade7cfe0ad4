/** Outputs, errors and single examples. */
@NullMarked
package dev.shatter.measure.output;

import org.jspecify.annotations.NullMarked;
