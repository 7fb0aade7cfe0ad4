package dev.shatter.compute;

import dev.shatter.core.Entry;
import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;
import java.util.Optional;

/** Something that can be computed and stored like a run: a {@link Simulation}, or an {@link Analysis} of data. */
public interface Computation extends Entry {
    /** Whether it is computed on a data set. */
    boolean onData();

    /**
     * The same options, data and seed give the same numbers.
     *
     * @param data as the spec wants them: taken and corrupted; present if it is computed on data
     */
    Computed compute(Variant options, Optional<Dataset> data, long seed);
}
