package dev.shatter.sweep;

import dev.shatter.core.BadInput;
import dev.shatter.run.RunStore;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a sweep in this process, one run after another: the numerics' seed is global to a process, so two trainings in
 * one would not be repeatable.
 */
public final class InProcess implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(InProcess.class);

    private final RunStore store;
    private final TrackedRunner runner;

    /**
     * An executor over a store.
     *
     * @param runner writes its runs into the same store
     */
    public InProcess(RunStore store, TrackedRunner runner) {
        this.store = store;
        this.runner = runner;
    }

    @Override
    public List<Outcome> run(Sweep sweep, SweepListener listener) {
        Tally tally = new Tally(sweep, store, listener, () -> 1, System::nanoTime);
        for (Task task = tally.next(); task != null; task = tally.next()) {
            Task current = task;
            tally.finish(attempt(runner, task, fraction -> tally.at(current.spec(), fraction)));
        }
        return tally.outcomes();
    }

    /** One run, or the sentence why there is none; the cause of a fault goes to the log. */
    public static Outcome attempt(TrackedRunner runner, Task task, DoubleConsumer fraction) {
        try {
            return new Outcome.Finished(runner.run(task, fraction), false);
        } catch (BadInput e) {
            return new Outcome.Failed(task.spec(), e.sentence());
        } catch (RuntimeException | OutOfMemoryError e) {
            // A sweep of a night must not end at its third run: the cause goes to the log, the sentence to the table.
            LOG.error("run {} failed", task.spec().id(), e);
            String reason = e instanceof OutOfMemoryError ? "there was not enough memory" : String.valueOf(e);
            return new Outcome.Failed(
                    task.spec(),
                    BadInput.in(
                                    "run " + task.spec().id().substring(0, 8),
                                    reason,
                                    "see the log; the other runs went on")
                            .sentence());
        }
    }
}
