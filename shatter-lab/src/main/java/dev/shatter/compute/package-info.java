/**
 * What studies ask for that is no training: registered computations, each a class, from options, data and a seed to
 * numbers and a table. The lab stores what they give as runs.
 *
 * <p>A computation adds nothing of its own to what it computes: it draws problems and calls {@code concentration},
 * {@code stats}, {@code exact} and {@code kernel}. May import these, {@code core}, {@code run}, {@code torch},
 * {@code data}, {@code network}.
 */
@NullMarked
package dev.shatter.compute;

import org.jspecify.annotations.NullMarked;
