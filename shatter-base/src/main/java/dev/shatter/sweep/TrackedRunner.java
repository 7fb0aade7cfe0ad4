package dev.shatter.sweep;

import dev.shatter.run.Run;
import dev.shatter.run.Runner;
import dev.shatter.spec.Spec;
import java.util.function.DoubleConsumer;

/** A {@link Runner} that also tells how far a run is. */
@FunctionalInterface
public interface TrackedRunner {
    /**
     * Trains a spec, resumes it, or answers from the store.
     *
     * @param fraction told now and then what share of the run is done, in [0, 1]
     */
    Run run(Spec spec, DoubleConsumer fraction);

    /** A runner that tells nothing on the way. */
    static TrackedRunner of(Runner runner) {
        return (spec, fraction) -> runner.run(spec);
    }
}
