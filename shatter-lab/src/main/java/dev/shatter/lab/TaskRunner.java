package dev.shatter.lab;

import dev.shatter.certify.Questions;
import dev.shatter.data.store.DataStore;
import dev.shatter.experiment.ExperimentListener;
import dev.shatter.run.Run;
import dev.shatter.run.RunStore;
import dev.shatter.sweep.Task;
import dev.shatter.sweep.TrackedRunner;
import java.time.Duration;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;

/** The lab as sweeps see it: runs what a task asks for, then measures. One task at a time. */
public final class TaskRunner implements TrackedRunner {
    private final Lab lab;
    private DoubleConsumer told = fraction -> {};

    /**
     * A runner over this data and this store.
     *
     * @param checkpoints time between two checkpoints
     * @param threads threads of the numerics; 0 = libtorch's choice
     */
    public TaskRunner(DataStore data, RunStore store, Lab.Build build, Duration checkpoints, int threads) {
        ExperimentListener listener = new ExperimentListener() {
            @Override
            public void at(double done, Supplier<String> state) {
                told.accept(Math.min(1, done));
            }
        };
        this.lab = new Lab(data, store, build, listener, checkpoints, threads);
    }

    @Override
    public Run run(Task task, DoubleConsumer fraction) {
        // A misspelt name must not cost a training.
        task.measures().forEach(Questions::check);
        told = fraction;
        Run run = lab.run(task.spec());
        lab.measure(run, task.measures());
        return run;
    }
}
