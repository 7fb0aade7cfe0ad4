package dev.shatter.sweep;

import dev.shatter.core.Pace;
import dev.shatter.run.RunStore;
import dev.shatter.spec.Spec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The bookkeeping every executor needs: what is stored, what is next, what came of it, how long the rest may take. Safe
 * for use from several threads.
 */
public final class Tally {
    /** A spec that is being run. */
    private static final class Current {
        private final int index;
        private final long begun;
        private final Pace pace = new Pace();
        private double fraction;

        private Current(int index, long begun) {
            this.index = index;
            this.begun = begun;
        }
    }

    private final Sweep sweep;
    private final SweepListener listener;
    private final IntSupplier workers;
    private final LongSupplier nanoTime;
    private final Forecast forecast = new Forecast();
    private final String[] likeness;
    private final @Nullable Outcome[] outcomes;
    private final Deque<Integer> waiting = new ArrayDeque<>();
    private final Map<String, Current> running = new HashMap<>();
    /** By likeness: specs of this sweep's own work that are waiting, and that have ended. */
    private final Map<String, int[]> work = new TreeMap<>();

    private int stored;
    private int trained;
    private int failed;

    /**
     * Looks up in the store what is already there.
     *
     * @param workers how many runs can go on at once, now
     */
    public Tally(Sweep sweep, RunStore store, SweepListener listener, IntSupplier workers, LongSupplier nanoTime) {
        this.sweep = sweep;
        this.listener = listener;
        this.workers = workers;
        this.nanoTime = nanoTime;
        this.likeness = sweep.specs().stream().map(Forecast::likeness).toArray(String[]::new);
        this.outcomes = new Outcome[sweep.size()];
        for (int i = 0; i < sweep.size(); i++) {
            int index = i;
            sweep.tasks()
                    .get(i)
                    .find(store)
                    .ifPresentOrElse(
                            run -> {
                                forecast.learn(likeness[index], run.provenance().seconds());
                                stored++;
                                end(index, new Outcome.Finished(run, true));
                            },
                            () -> {
                                waiting.add(index);
                                work.computeIfAbsent(likeness[index], k -> new int[2])[0]++;
                            });
        }
        tell();
    }

    /** How many runs are still to be begun. */
    public synchronized int waiting() {
        return waiting.size();
    }

    /** The next task, now counted as running; null if there is none. */
    public synchronized @Nullable Task next() {
        Integer index = waiting.poll();
        if (index == null) {
            return null;
        }
        Task task = sweep.tasks().get(index);
        running.put(task.spec().id(), new Current(index, nanoTime.getAsLong()));
        count(index)[0]--;
        tell();
        return task;
    }

    /** A running spec is so far. */
    public synchronized void at(Spec spec, double fraction) {
        Current current = running.get(spec.id());
        if (current != null) {
            current.fraction = Math.max(0, Math.min(1, fraction));
            current.pace.at(current.fraction, nanoTime.getAsLong());
            tell();
        }
    }

    /** A running spec has its outcome. */
    public synchronized void finish(Outcome outcome) {
        Current current = running.remove(outcome.spec().id());
        if (current == null) {
            throw new IllegalStateException("not running: " + outcome.spec().id());
        }
        if (outcome instanceof Outcome.Finished) {
            trained++;
            forecast.learn(likeness[current.index], since(current));
        } else {
            failed++;
        }
        count(current.index)[1]++;
        end(current.index, outcome);
        tell();
    }

    /** All outcomes, in the sweep's order. */
    public synchronized List<Outcome> outcomes() {
        List<Outcome> ordered = new ArrayList<>();
        for (int i = 0; i < outcomes.length; i++) {
            Outcome outcome = outcomes[i];
            ordered.add(
                    outcome == null
                            ? new Outcome.Failed(sweep.tasks().get(i).spec(), "The sweep was ended before this run.")
                            : outcome);
        }
        return ordered;
    }

    private int[] count(int index) {
        return work.computeIfAbsent(likeness[index], k -> new int[2]);
    }

    private void end(int index, Outcome outcome) {
        outcomes[index] = outcome;
        listener.ended(outcome);
    }

    private void tell() {
        Forecast expected = expected();
        double done = 0;
        double total = 0;
        double left = 0;
        for (Map.Entry<String, int[]> kind : work.entrySet()) {
            double cost = cost(expected, kind.getKey());
            total += (kind.getValue()[0] + kind.getValue()[1]) * cost;
            done += kind.getValue()[1] * cost;
            left += kind.getValue()[0] * cost;
        }
        for (Current current : running.values()) {
            double cost = cost(expected, likeness[current.index]);
            total += cost;
            done += current.fraction * cost;
            left += left(current, cost);
        }
        double fraction = total == 0 ? 1 : done / total;
        int atOnce = Math.max(1, Math.min(workers.getAsInt(), running.size() + waiting.size()));
        double seconds = left == 0 ? 0 : expected.knows(Forecast.ANY) ? left / atOnce : Double.NaN;
        listener.at(new Standing(sweep.size(), stored, trained, failed, running.size(), fraction, seconds));
    }

    /** Seconds; 1 while nothing is known, so that runs count alike. */
    private static double cost(Forecast expected, String kind) {
        double seconds = expected.seconds(kind);
        return Double.isNaN(seconds) ? 1 : seconds;
    }

    /** What ended runs took and, of kinds of which none has ended, what running ones would at their pace. */
    private Forecast expected() {
        Forecast expected = forecast.copy();
        for (Current current : running.values()) {
            String kind = likeness[current.index];
            if (!forecast.knows(kind)) {
                expected.learn(kind, current.pace.seconds());
            }
        }
        return expected;
    }

    /**
     * Seconds to a running run's end: as long as others of its kind took, unless it is past that; at its own pace at most, which
     * leads to the last epoch it may have.
     */
    private double left(Current current, double cost) {
        double rest = (1 - current.fraction) * cost;
        double byKind = Math.min(rest, cost - since(current));
        double byPace = current.pace.secondsLeft();
        if (Double.isNaN(byPace)) {
            return byKind > 0 ? byKind : rest;
        }
        return byKind > 0 ? Math.min(byKind, byPace) : byPace;
    }

    private double since(Current current) {
        return (nanoTime.getAsLong() - current.begun) / 1e9;
    }
}
