/**
 * Many runs: grids of drafts, sweeps of specs, and the executors that carry a sweep out.
 *
 * <p>An executor answers with one outcome a spec; a failed run is an outcome, not an exception. May import {@code core},
 * {@code spec} and {@code run}.
 */
@NullMarked
package dev.shatter.sweep;

import org.jspecify.annotations.NullMarked;
