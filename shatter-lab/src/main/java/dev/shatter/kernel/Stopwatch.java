package dev.shatter.kernel;

import dev.shatter.data.Progress;
import java.util.LinkedHashMap;
import java.util.Map;

/** Adds up the time between reports of progress under the name of the work that was reported. */
final class Stopwatch implements Progress {
    private final Progress listener;
    private final long start = System.nanoTime();
    private final Map<String, Double> phases = new LinkedHashMap<>();
    private long last = start;

    Stopwatch(Progress listener) {
        this.listener = listener;
    }

    @Override
    public void at(String what, long done, long total) {
        long now = System.nanoTime();
        if (total > 0) {
            phases.merge(what, (now - last) / 1e9, Double::sum);
        }
        last = now;
        listener.at(what, done, total);
    }

    double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    Map<String, Double> phases() {
        return new LinkedHashMap<>(phases);
    }
}
