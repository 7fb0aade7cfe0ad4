package dev.shatter.compute;

import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;
import java.util.Optional;

/** A computation that makes up its own problem. */
public interface Simulation extends Computation {
    /** The same options and seed give the same numbers. */
    Computed compute(Variant options, long seed);

    @Override
    default boolean onData() {
        return false;
    }

    @Override
    default Computed compute(Variant options, Optional<Dataset> data, long seed) {
        return compute(options, seed);
    }
}
