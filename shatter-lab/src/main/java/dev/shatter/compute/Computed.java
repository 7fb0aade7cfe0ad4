package dev.shatter.compute;

import dev.shatter.run.Trace;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a computation comes to.
 *
 * @param results headline numbers by name
 * @param trace a table of numbers for figures: a sweep over n, over widths, over steps
 */
public record Computed(SortedMap<String, Double> results, Trace trace) {
    public Computed {
        results = Collections.unmodifiableSortedMap(new TreeMap<>(results));
    }

    /** A table without headline numbers. */
    static Computed of(Trace trace) {
        return new Computed(new TreeMap<>(), trace);
    }

    Computed with(String name, double value) {
        TreeMap<String, Double> more = new TreeMap<>(results);
        more.put(name, value);
        return new Computed(more, trace);
    }
}
