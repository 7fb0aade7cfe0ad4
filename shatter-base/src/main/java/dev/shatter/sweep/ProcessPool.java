package dev.shatter.sweep;

import dev.shatter.core.BadInput;
import dev.shatter.run.Run;
import dev.shatter.run.RunStore;
import dev.shatter.spec.Spec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs a sweep in child processes, several at once, one thread of numerics each: on a machine of few cores that is
 * faster than one run with all threads, and busy threads of two runs do not wait for each other.
 *
 * <p>A child that dies is replaced and its run resumed from where the store has it, at most {@link #TRIES} times in all.
 * Children end when this process does, however it does.
 */
public final class ProcessPool implements Executor {
    /** A run that has taken three processes with it will take a fourth. */
    public static final int TRIES = 3;

    private final RunStore store;
    private final List<String> command;
    private final int processes;
    private final Path log;

    /**
     * A pool; nothing is started before there is something to run.
     *
     * @param store where the children write their runs too
     * @param command starts a child that ends up in {@link Worker#serve}
     * @param processes how many at once, at least 1
     * @param log where the children's standard error goes
     */
    public ProcessPool(RunStore store, List<String> command, int processes, Path log) {
        if (processes < 1) {
            throw BadInput.in("processes", processes + " is too few", "give at least 1");
        }
        this.store = store;
        this.command = List.copyOf(command);
        this.processes = processes;
        this.log = log;
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

        private Slot(Tally tally) {
            this.tally = tally;
        }

        @Override
        public void run() {
            try {
                for (Task task = tally.next(); task != null && !isOver(); task = tally.next()) {
                    tally.finish(attempts(task));
                }
            } finally {
                end();
            }
        }

        private Outcome attempts(Task task) {
            Spec spec = task.spec();
            String death = "";
            for (int attempt = 0; attempt < TRIES && !isOver(); attempt++) {
                try {
                    String failure = child().run(task, fraction -> tally.at(spec, fraction));
                    return failure.isEmpty() ? finished(spec) : new Outcome.Failed(spec, failure);
                } catch (Child.Died e) {
                    death = e.reason();
                    end(false);
                }
            }
            return new Outcome.Failed(
                    spec,
                    BadInput.in(
                                    "run " + spec.id().substring(0, 8),
                                    "its process ended (" + death + ") " + TRIES + " times",
                                    "see " + log + " or train it alone to see why")
                            .sentence());
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
