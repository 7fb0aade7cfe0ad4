package dev.shatter.lab;

import dev.shatter.certify.Questions;
import dev.shatter.core.BadInput;
import dev.shatter.data.store.DataStore;
import dev.shatter.experiment.ExperimentListener;
import dev.shatter.run.Run;
import dev.shatter.run.RunStore;
import dev.shatter.spec.Spec;
import dev.shatter.sweep.GroupListener;
import dev.shatter.sweep.InProcess;
import dev.shatter.sweep.Outcome;
import dev.shatter.sweep.Task;
import dev.shatter.sweep.TrackedRunner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;

/** The lab as sweeps see it: runs what a task asks for, then measures. One task, or one company of tasks, at a time. */
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
        told = new Seldom(fraction);
        Run run = lab.run(task.spec());
        lab.measure(run, task.measures());
        return run;
    }

    @Override
    public void runAll(List<Task> tasks, GroupListener told) {
        Map<String, Task> asked = new LinkedHashMap<>();
        List<Spec> specs = new ArrayList<>();
        for (Task task : tasks) {
            try {
                task.measures().forEach(Questions::check);
                asked.put(task.spec().id(), task);
                specs.add(task.spec());
            } catch (BadInput e) {
                told.ended(InProcess.failed(task.spec(), e));
            }
        }
        List<Task> measured = new ArrayList<>();
        lab.runAll(specs, new GroupListener() {
            @Override
            public void at(Spec spec, double fraction) {
                told.at(spec, fraction);
            }

            @Override
            public void ended(Outcome outcome) {
                Task task = asked.get(outcome.spec().id());
                if (outcome instanceof Outcome.Finished
                        && task != null
                        && !task.measures().isEmpty()) {
                    measured.add(task);
                } else {
                    told.ended(outcome);
                }
            }
        });
        for (Task task : measured) {
            told.ended(InProcess.attempt(this, task, fraction -> told.at(task.spec(), fraction)));
        }
    }
}
