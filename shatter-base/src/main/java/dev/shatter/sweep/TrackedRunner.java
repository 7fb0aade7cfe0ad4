package dev.shatter.sweep;

import dev.shatter.run.Run;
import java.util.List;
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

    /**
     * Carries out tasks that {@link Companions} call of one company: one after another, unless the runner knows better. A
     * task that fails does not end the others.
     *
     * @param told of every task's outcome once
     */
    default void runAll(List<Task> tasks, GroupListener told) {
        for (Task task : tasks) {
            told.ended(InProcess.attempt(this, task, fraction -> told.at(task.spec(), fraction)));
        }
    }
}
