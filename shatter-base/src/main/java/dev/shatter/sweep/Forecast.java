package dev.shatter.sweep;

import java.util.HashMap;
import java.util.Map;

/**
 * How long a run will take, judged by the runs already seen: the mean over those with its spec's similarity key, else over all.
 */
final class Forecast {
    /** The key of all runs. */
    static final String ANY = "";

    private final Map<String, double[]> sums = new HashMap<>();

    /** A forecast of its own that starts from what this one knows. */
    Forecast copy() {
        Forecast copy = new Forecast();
        sums.forEach((kind, sum) -> copy.sums.put(kind, sum.clone()));
        return copy;
    }

    /** A run with this key took so long. */
    void learn(String key, double seconds) {
        if (seconds > 0 && Double.isFinite(seconds)) {
            add(key, seconds);
            add(ANY, seconds);
        }
    }

    /** Whether a run with this key has been seen. */
    boolean knows(String key) {
        return sums.containsKey(key);
    }

    /** Seconds a run with this key may take; NaN if no run at all has been seen. */
    double seconds(String key) {
        double[] sum = sums.getOrDefault(key, sums.get(ANY));
        return sum == null ? Double.NaN : sum[0] / sum[1];
    }

    private void add(String key, double seconds) {
        double[] sum = sums.computeIfAbsent(key, k -> new double[2]);
        sum[0] += seconds;
        sum[1]++;
    }
}
