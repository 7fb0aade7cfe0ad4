package dev.shatter.sweep;

import dev.shatter.spec.ComputeSpec;
import dev.shatter.spec.Spec;
import dev.shatter.spec.TrainSpec;
import java.util.HashMap;
import java.util.Map;

/** How long a run will take, judged by the runs already seen: the mean over those of its likeness, else over all. */
final class Forecast {
    /** The likeness of all runs to each other. */
    static final String ANY = "";

    private final Map<String, double[]> sums = new HashMap<>();

    /** A forecast that may learn more without this one's knowing. */
    Forecast copy() {
        Forecast copy = new Forecast();
        sums.forEach((kind, sum) -> copy.sums.put(kind, sum.clone()));
        return copy;
    }

    /** Runs with the same likeness, the same network and number of examples, are expected to take equally long. */
    static String likeness(Spec spec) {
        if (spec instanceof TrainSpec train) {
            return train.data().text() + " " + train.subset() + " "
                    + train.network().text();
        }
        return spec instanceof ComputeSpec compute
                ? compute.computation().text() + " " + compute.examples()
                : spec.kind();
    }

    /** A run of this likeness took so long. */
    void learn(String likeness, double seconds) {
        if (seconds > 0 && Double.isFinite(seconds)) {
            add(likeness, seconds);
            add(ANY, seconds);
        }
    }

    /** Whether a run of this likeness has been seen. */
    boolean knows(String likeness) {
        return sums.containsKey(likeness);
    }

    /** Seconds a run of this likeness may take; NaN if no run at all has been seen. */
    double seconds(String likeness) {
        double[] sum = sums.getOrDefault(likeness, sums.get(ANY));
        return sum == null ? Double.NaN : sum[0] / sum[1];
    }

    private void add(String key, double seconds) {
        double[] sum = sums.computeIfAbsent(key, k -> new double[2]);
        sum[0] += seconds;
        sum[1]++;
    }
}
