package dev.shatter.sweep;

import dev.shatter.core.Pace;
import dev.shatter.run.Run;
import dev.shatter.run.RunStore;
import dev.shatter.spec.Parent;
import dev.shatter.spec.Spec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The bookkeeping every executor needs: what is stored, what is next, what its outcome is, how long the rest may take. A spec is
 * begun after the runs it begins from; those that the store lacks are made first, each once. Safe for use from several threads.
 */
public final class Tally implements GroupListener {
    /** A spec that is being run. */
    private static final class Current {
        private final int index;
        private final long begun;
        private final Pace pace = new Pace();
        private double fraction;
        /** Runs made at once with it, itself included: each costs its share of the time. */
        private int company = 1;

        private Current(int index, long begun) {
            this.index = index;
            this.begun = begun;
        }
    }

    private final List<Task> tasks = new ArrayList<>();
    private final int asked;
    private final SweepListener listener;
    private final IntSupplier workers;
    private final LongSupplier nanoTime;
    private final Forecast forecast = new Forecast();
    private final List<@Nullable Outcome> outcomes = new ArrayList<>();
    private final List<Integer> waiting = new ArrayList<>();
    /** By the spec's id: the runs it begins from that have not ended. */
    private final Map<String, Set<String>> blocked = new HashMap<>();

    private final Map<String, Current> running = new HashMap<>();
    /** By similarity key: specs of this sweep's own work that are waiting, and that have ended. */
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
        this.listener = listener;
        this.workers = workers;
        this.nanoTime = nanoTime;
        this.asked = sweep.size();
        tasks.addAll(sweep.tasks());
        Map<String, Integer> places = new HashMap<>();
        tasks.forEach(task -> places.put(task.spec().id(), places.size()));
        // The list grows by the parents of what is not stored.
        for (int i = 0; i < tasks.size(); i++) {
            Task task = tasks.get(i);
            Optional<Run> run = task.find(store);
            if (run.isPresent()) {
                forecast.learn(key(i), run.get().provenance().seconds());
                stored++;
                outcomes.add(new Outcome.Finished(run.get(), true));
                continue;
            }
            outcomes.add(null);
            waiting.add(i);
            count(i)[0]++;
            for (Parent parent : task.spec().parents()) {
                Spec spec = parent.spec();
                if (spec != null && places.putIfAbsent(spec.id(), tasks.size()) == null) {
                    tasks.add(Task.of(spec));
                }
            }
        }
        for (int index : waiting) {
            Spec spec = tasks.get(index).spec();
            Set<String> open = spec.parents().stream()
                    .map(Parent::id)
                    .filter(id -> places.containsKey(id) && outcomes.get(places.get(id)) == null)
                    .collect(Collectors.toCollection(HashSet::new));
            if (!open.isEmpty()) {
                blocked.put(spec.id(), open);
            }
        }
        outcomes.stream().filter(Objects::nonNull).forEach(listener::ended);
        tell();
    }

    /** How many runs are still to be begun. */
    public synchronized int waiting() {
        return waiting.size();
    }

    /** How many of them could be begun now, since no run that they begin from is missing. */
    public synchronized int ready() {
        return (int) waiting.stream().filter(this::isReady).count();
    }

    /**
     * The next task, now counted as running; null if there is none. Waits while all that is left begins from runs that are under
     * way.
     */
    public synchronized @Nullable Task next() {
        while (!waiting.isEmpty()) {
            Optional<Integer> first = waiting.stream().filter(this::isReady).findFirst();
            if (first.isPresent()) {
                return begin(first.get());
            }
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
        }
        return null;
    }

    /**
     * The next tasks to be carried out at once, now counted as running; one if it belongs to no company, none if there are
     * none left. What is ready of a company is divided among the workers.
     */
    public synchronized List<Task> nextGroup(Companions companions) {
        Task first = next();
        if (first == null) {
            return List.of();
        }
        Optional<Companions.Company> company = companions.of(first.spec());
        if (company.isEmpty()) {
            return List.of(first);
        }
        List<Integer> others = waiting.stream()
                .filter(this::isReady)
                .filter(index -> companions
                        .of(tasks.get(index).spec())
                        .filter(other -> other.key().equals(company.get().key()))
                        .isPresent())
                .toList();
        int atOnce = Math.max(1, workers.getAsInt());
        int share = (others.size() + atOnce) / atOnce;
        List<Task> group = new ArrayList<>(List.of(first));
        others.stream().limit(Math.min(share, company.get().most()) - 1L).forEach(index -> group.add(begin(index)));
        group.forEach(task -> Objects.requireNonNull(running.get(task.spec().id())).company = group.size());
        return List.copyOf(group);
    }

    private Task begin(Integer index) {
        waiting.remove(index);
        Task task = tasks.get(index);
        running.put(task.spec().id(), new Current(index, nanoTime.getAsLong()));
        count(index)[0]--;
        tell();
        return task;
    }

    private boolean isReady(int index) {
        return !blocked.containsKey(tasks.get(index).spec().id());
    }

    @Override
    public synchronized void at(Spec spec, double fraction) {
        Current current = running.get(spec.id());
        if (current != null) {
            current.fraction = Math.max(0, Math.min(1, fraction));
            current.pace.at(current.fraction, nanoTime.getAsLong());
            tell();
        }
    }

    @Override
    public synchronized void ended(Outcome outcome) {
        Current current = running.remove(outcome.spec().id());
        if (current == null) {
            throw new IllegalStateException("not running: " + outcome.spec().id());
        }
        if (outcome instanceof Outcome.Finished) {
            trained++;
            forecast.learn(key(current.index), since(current));
        } else {
            failed++;
        }
        count(current.index)[1]++;
        end(current.index, outcome);
        tell();
        notifyAll();
    }

    /** All outcomes, in the sweep's order; runs that were made only because others begin from them are not among them. */
    public synchronized List<Outcome> outcomes() {
        List<Outcome> ordered = new ArrayList<>();
        for (int i = 0; i < asked; i++) {
            Outcome outcome = outcomes.get(i);
            ordered.add(
                    outcome == null
                            ? new Outcome.Failed(tasks.get(i).spec(), "The sweep was ended before this run.")
                            : outcome);
        }
        return ordered;
    }

    private String key(int index) {
        return tasks.get(index).spec().similarityKey();
    }

    private int[] count(int index) {
        return work.computeIfAbsent(key(index), k -> new int[2]);
    }

    /** Notes an outcome; what begins from the run becomes ready, or fails with it. */
    private void end(int index, Outcome outcome) {
        outcomes.set(index, outcome);
        listener.ended(outcome);
        String id = outcome.spec().id();
        for (int child : List.copyOf(waiting)) {
            Spec spec = tasks.get(child).spec();
            Set<String> open = blocked.getOrDefault(spec.id(), Set.of());
            if (!open.contains(id)) {
                continue;
            }
            if (outcome instanceof Outcome.Failed failure) {
                waiting.remove((Integer) child);
                count(child)[0]--;
                count(child)[1]++;
                failed++;
                end(child, new Outcome.Failed(spec, withoutParent(id, failure)));
            } else if (open.remove(id) && open.isEmpty()) {
                blocked.remove(spec.id());
            }
        }
    }

    private static String withoutParent(String id, Outcome.Failed failure) {
        return "The run it begins from, " + id.substring(0, 12) + ", was not made: " + failure.sentence();
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
            double cost = cost(expected, key(current.index));
            total += cost;
            done += current.fraction * cost;
            left += left(current, cost);
        }
        double fraction = total == 0 ? 1 : done / total;
        int atOnce = Math.max(1, Math.min(workers.getAsInt(), running.size() + waiting.size()));
        double seconds = left == 0 ? 0 : expected.knows(Forecast.ANY) ? left / atOnce : Double.NaN;
        listener.at(new Standing(tasks.size(), stored, trained, failed, running.size(), fraction, seconds));
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
            String kind = key(current.index);
            if (!forecast.knows(kind)) {
                expected.learn(kind, current.pace.seconds() / current.company);
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
        double byPace = current.pace.secondsLeft() / current.company;
        if (Double.isNaN(byPace)) {
            return byKind > 0 ? byKind : rest;
        }
        return byKind > 0 ? Math.min(byKind, byPace) : byPace;
    }

    private double since(Current current) {
        return (nanoTime.getAsLong() - current.begun) / 1e9 / current.company;
    }
}
