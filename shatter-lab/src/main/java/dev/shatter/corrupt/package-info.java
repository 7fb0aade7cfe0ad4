/**
 * Corruptions of labels and pixels, drawn once before training (Zhang et al. 2017): data in, data out.
 *
 * <p>Pure Java. May import {@code core}, {@code torch}'s file formats and {@code data}.
 */
@NullMarked
package dev.shatter.corrupt;

import org.jspecify.annotations.NullMarked;
