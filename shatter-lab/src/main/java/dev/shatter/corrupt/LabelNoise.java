package dev.shatter.corrupt;

import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;

/**
 * What a label corruption did to the training labels.
 *
 * @param probability p of replacement by a uniform class
 * @param expectedChanged expected fraction of changed labels, p(1 - 1/K)
 * @param changed fraction that did change
 */
public record LabelNoise(double probability, double expectedChanged, double changed) {
    /** Compares the data before and after. */
    public static LabelNoise of(Dataset before, Dataset after, LabelCorruption corruption, Variant options) {
        int[] old = before.train().labels();
        int[] now = after.train().labels();
        int changed = 0;
        for (int i = 0; i < old.length; i++) {
            changed += old[i] == now[i] ? 0 : 1;
        }
        double p = corruption.probability(options);
        return new LabelNoise(p, p * (1 - 1.0 / before.classes().size()), (double) changed / old.length);
    }

    /** Error on the corrupted distribution of a classifier with this clean error: (1 - p) R + p(1 - 1/K). */
    public double noisyRisk(double cleanRisk) {
        return (1 - probability) * cleanRisk + expectedChanged;
    }
}
