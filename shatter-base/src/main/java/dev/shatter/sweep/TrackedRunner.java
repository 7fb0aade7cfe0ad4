package dev.shatter.sweep;

import dev.shatter.run.Run;
import java.util.function.DoubleConsumer;

/** Carries out one task, and tells how far it is. */
@FunctionalInterface
public interface TrackedRunner {
    /**
     * Trains a task's spec, resumes it, or answers from the store; then measures what is not measured yet.
     *
     * @param fraction told now and then what share of the run is done, in [0, 1]
     */
    Run run(Task task, DoubleConsumer fraction);
}
