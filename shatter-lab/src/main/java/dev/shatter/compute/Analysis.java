package dev.shatter.compute;

import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;
import dev.shatter.data.Progress;
import java.util.Optional;

/** A computation on a data set. */
public interface Analysis extends Computation {
    /**
     * The same options, data and seed give the same numbers.
     *
     * @param data as the spec wants them: taken and corrupted
     */
    Computed compute(Variant options, Dataset data, long seed, Progress progress);

    @Override
    default boolean onData() {
        return true;
    }

    @Override
    default Computed compute(Variant options, Optional<Dataset> data, long seed) {
        return compute(options, data.orElseThrow(), seed, Progress.SILENT);
    }
}
