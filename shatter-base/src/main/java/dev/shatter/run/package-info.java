/**
 * What was run: runs, their provenance, their traces, and the store they lie in, a folder per spec id.
 *
 * <p>May import {@code core} and {@code spec}.
 */
@NullMarked
package dev.shatter.run;

import org.jspecify.annotations.NullMarked;
