/**
 * Statistics: intervals, resampling, rank agreement, judging measures, power laws, random-matrix edges. Arrays in,
 * records out.
 *
 * <p>Imports {@code core} and Hipparchus only. Functions of chance take a {@link dev.shatter.core.Chance} stream, so the
 * same stream gives the same numbers.
 */
@NullMarked
package dev.shatter.stats;

import org.jspecify.annotations.NullMarked;
