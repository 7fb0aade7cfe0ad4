package dev.shatter.compute;

import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;
import dev.shatter.data.Progress;

/** A computation on a data set. */
public non-sealed interface Analysis extends Computation {
    /**
     * The same options, data and seed give the same numbers.
     *
     * @param data as the spec wants them: taken and corrupted
     */
    Computed compute(Variant options, Dataset data, long seed, Progress progress);
}
