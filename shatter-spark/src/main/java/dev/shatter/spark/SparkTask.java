package dev.shatter.spark;

import dev.shatter.data.store.DataStore;
import dev.shatter.lab.Lab;
import dev.shatter.lab.TaskRunner;
import dev.shatter.run.RunStore;
import dev.shatter.sweep.InProcess;
import dev.shatter.sweep.Outcome;
import dev.shatter.sweep.Task;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.util.LongAccumulator;

/**
 * What an executor does with a task: runs it and writes it into the shared store itself, so that nothing but a sentence
 * travels back.
 *
 * @param store folder of the runs
 * @param home Shatter's own folder
 * @param version Shatter's version, for the record
 * @param commit Shatter's commit, for the record
 * @param checkpoints milliseconds between two checkpoints
 * @param threads threads of the numerics
 * @param progress thousandths of the run that are done
 */
record SparkTask(
        String store,
        String home,
        String version,
        String commit,
        long checkpoints,
        int threads,
        LongAccumulator progress)
        implements Function<String, String> {
    /** In thousandths: what the accumulator counts to. */
    static final int WHOLE = 1000;

    /** libtorch's seed belongs to the whole process: tasks of one executor take turns. */
    private static final Object TURN = new Object();

    /** The sentence why there is no run; empty if it is in the store. */
    @Override
    public String call(String line) {
        Task task = Task.read(line);
        synchronized (TURN) {
            TaskRunner runner = new TaskRunner(
                    new DataStore(Path.of(home)),
                    new RunStore(Path.of(store)),
                    new Lab.Build(version, commit),
                    Duration.ofMillis(checkpoints),
                    threads);
            Outcome outcome = InProcess.attempt(runner, task, fraction -> {
                long more = Math.round(fraction * WHOLE) - progress.value();
                if (more > 0) {
                    progress.add(more);
                }
            });
            return outcome instanceof Outcome.Failed failed ? failed.sentence() : "";
        }
    }
}
