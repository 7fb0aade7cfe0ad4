package dev.shatter.sweep;

import dev.shatter.core.BadInput;
import dev.shatter.run.Run;
import dev.shatter.run.RunStore;
import dev.shatter.spec.Spec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs a sweep in child processes, several at once, one thread of numerics each: on a machine of few cores that is
 * faster than one run with all threads, and busy threads of two runs do not wait for each other.
 *
 * <p>A child that dies is replaced and its runs resumed from where the store has them, at most {@link #TRIES} times in all.
 * Children end when this process does, however it does.
 */
public final class ProcessPool implements Executor {
    /** A run that has taken three processes with it will take a fourth. */
    public static final int TRIES = 3;

    private final RunStore store;
    private final List<String> command;
    private final int processes;
    private final Path log;
    private final Companions companions;

    /** A pool that makes every run alone. */
    public ProcessPool(RunStore store, List<String> command, int processes, Path log) {
        this(store, command, processes, log, Companions.NONE);
    }

    /**
     * A pool; nothing is started before there is something to run.
     *
     * @param store where the children write their runs too
     * @param command starts a child that ends up in {@link Worker#serve}
     * @param processes how many at once, at least 1
     * @param log where the children's standard error goes
     * @param companions which runs one child makes at once
     */
    public ProcessPool(RunStore store, List<String> command, int processes, Path log, Companions companions) {
        if (processes < 1) {
            throw BadInput.in("processes", processes + " is too few", "give at least 1");
        }
        this.store = store;
        this.command = List.copyOf(command);
        this.processes = processes;
        this.log = log;
        this.companions = companions;
    }

    @Override
    public List<Outcome> run(Sweep sweep, SweepListener listener) {
        Tally tally = new Tally(sweep, store, listener, () -> processes, System::nanoTime);
        List<Slot> slots = new ArrayList<>();
        for (int i = Math.min(processes, tally.waiting()); i > 0; i--) {
            slots.add(new Slot(tally));
        }
        List<Thread> threads = new ArrayList<>();
        for (Slot slot : slots) {
            Thread thread = new Thread(slot, "sweep-" + threads.size());
            thread.start();
            threads.add(thread);
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            slots.forEach(Slot::end);
            Thread.currentThread().interrupt();
        }
        return tally.outcomes();
    }

    /** One place in the pool: a thread here, a process beside it, replaced when it dies. */
    private final class Slot implements Runnable {
        private final Tally tally;
        private @Nullable Child child;
        private boolean over;
        private String death = "";

        private Slot(Tally tally) {
            this.tally = tally;
        }

        @Override
        public void run() {
            try {
                for (List<Task> group = next(); !group.isEmpty() && !isOver(); group = next()) {
                    List<Task> left = attempts(group);
                    // What has taken processes with it in company is tried alone: one of them may be to blame.
                    if (left.size() > 1) {
                        left = left.stream()
                                .flatMap(task -> attempts(List.of(task)).stream())
                                .toList();
                    }
                    left.forEach(task -> tally.ended(new Outcome.Failed(task.spec(), dead(task.spec()))));
                }
            } finally {
                end();
            }
        }

        private List<Task> next() {
            return tally.nextGroup(companions);
        }

        /** Tries some times; the tasks that have no outcome even so. */
        private List<Task> attempts(List<Task> group) {
            Map<String, Task> left = new LinkedHashMap<>();
            group.forEach(task -> left.put(task.spec().id(), task));
            for (int attempt = 0; attempt < TRIES && !left.isEmpty() && !isOver(); attempt++) {
                try {
                    child().run(List.copyOf(left.values()), new Child.Answers() {
                        @Override
                        public void at(String id, double fraction) {
                            Task task = left.get(id);
                            if (task != null) {
                                tally.at(task.spec(), fraction);
                            }
                        }

                        @Override
                        public void ended(String id, String failure) {
                            Task task = left.remove(id);
                            if (task != null) {
                                Spec spec = task.spec();
                                tally.ended(failure.isEmpty() ? finished(spec) : new Outcome.Failed(spec, failure));
                            }
                        }
                    });
                } catch (Child.Died e) {
                    death = e.reason();
                    end(false);
                }
            }
            return List.copyOf(left.values());
        }

        private String dead(Spec spec) {
            return BadInput.in(
                            "run " + spec.id().substring(0, 8),
                            "its process ended (" + death + ") " + TRIES + " times",
                            "see " + log + " or train it alone to see why")
                    .sentence();
        }

        private Outcome finished(Spec spec) {
            Optional<Run> run = store.find(spec);
            return run.isPresent()
                    ? new Outcome.Finished(run.get(), false)
                    : new Outcome.Failed(
                            spec,
                            BadInput.in(
                                            "run " + spec.id().substring(0, 8),
                                            "is not in the store though its process says so",
                                            "check that all processes use one store")
                                    .sentence());
        }

        private synchronized Child child() throws Child.Died {
            if (over) {
                throw new Child.Died("the sweep was ended");
            }
            if (child == null) {
                child = Child.start(command, log);
            }
            return child;
        }

        private synchronized boolean isOver() {
            return over;
        }

        private void end() {
            end(true);
        }

        private synchronized void end(boolean forGood) {
            over |= forGood;
            if (child != null) {
                child.close();
                child = null;
            }
        }
    }
}
