package dev.shatter.sweep;

import dev.shatter.core.BadInput;
import dev.shatter.run.RunStore;
import dev.shatter.spec.Spec;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a sweep in this process, one run or one company after another: the numerics' seed is global to a process, so two
 * threads that train would not be repeatable.
 */
public final class InProcess implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(InProcess.class);

    private final RunStore store;
    private final TrackedRunner runner;
    private final Companions companions;

    /** An executor that makes every run alone. */
    public InProcess(RunStore store, TrackedRunner runner) {
        this(store, runner, Companions.NONE);
    }

    /**
     * An executor over a store.
     *
     * @param runner writes its runs into the same store
     * @param companions which runs are made at once
     */
    public InProcess(RunStore store, TrackedRunner runner, Companions companions) {
        this.store = store;
        this.runner = runner;
        this.companions = companions;
    }

    @Override
    public List<Outcome> run(Sweep sweep, SweepListener listener) {
        Tally tally = new Tally(sweep, store, listener, () -> 1, System::nanoTime);
        for (List<Task> group = tally.nextGroup(companions); !group.isEmpty(); group = tally.nextGroup(companions)) {
            if (group.size() > 1) {
                runner.runAll(group, tally);
            } else {
                Task task = group.get(0);
                tally.ended(attempt(runner, task, fraction -> tally.at(task.spec(), fraction)));
            }
        }
        return tally.outcomes();
    }

    /** One run, or the sentence why there is none; the cause of a fault goes to the log. */
    public static Outcome attempt(TrackedRunner runner, Task task, DoubleConsumer fraction) {
        try {
            return new Outcome.Finished(runner.run(task, fraction), false);
        } catch (RuntimeException | OutOfMemoryError e) {
            return failed(task.spec(), e);
        }
    }

    /** What is said of a run that ended in this; the cause of a fault goes to the log. */
    public static Outcome failed(Spec spec, Throwable cause) {
        if (cause instanceof BadInput bad) {
            return new Outcome.Failed(spec, bad.sentence());
        }
        // A sweep of a night must not end at its third run: the cause goes to the log, the sentence to the table.
        LOG.error("run {} failed", spec.id(), cause);
        String reason = cause instanceof OutOfMemoryError ? "there was not enough memory" : String.valueOf(cause);
        return new Outcome.Failed(
                spec,
                BadInput.in("run " + spec.id().substring(0, 8), reason, "see the log; the other runs went on")
                        .sentence());
    }
}
