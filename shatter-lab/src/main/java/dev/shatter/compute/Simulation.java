package dev.shatter.compute;

import dev.shatter.core.Variant;

/** A computation that makes up its own problem. */
public non-sealed interface Simulation extends Computation {
    /** The same options and seed give the same numbers. */
    Computed compute(Variant options, long seed);
}
