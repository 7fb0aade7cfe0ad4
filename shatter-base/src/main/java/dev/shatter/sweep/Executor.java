package dev.shatter.sweep;

import java.util.List;

/**
 * Carries out a sweep: in this process, in child processes, on other machines.
 *
 * <p>The contract (tested by {@code ExecutorContract}): one outcome a spec, in the sweep's order; specs the store
 * already holds are not run again; a run that fails, or whose process dies, does not end the sweep; runs equal those of
 * any other executor with the same number of threads a run.
 */
public interface Executor {
    /**
     * Runs whatever the store does not hold yet and returns when every spec has its outcome.
     *
     * @param listener told from any thread, one call at a time
     */
    List<Outcome> run(Sweep sweep, SweepListener listener);
}
