/** Concentration of means and the statistical frame, checked by simulation. */
@NullMarked
package dev.shatter.study.concentration;

import org.jspecify.annotations.NullMarked;
