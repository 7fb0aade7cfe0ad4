package dev.shatter.corrupt;

import dev.shatter.core.Chance;
import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;
import dev.shatter.data.Split;

/**
 * Each training label is replaced, independently with probability p, by a uniform class, which may be the old one.
 *
 * <p>With the same seed a larger p replaces the same labels by the same classes, and more. Labels stay independent and
 * identically distributed, so bounds keep their assumption; the distribution they speak of is the corrupted one.
 */
interface UniformNoise extends LabelCorruption {
    /** Probability p of replacement, 0 … 1. */
    double probability(Variant options);

    @Override
    default String words(Variant options) {
        return "each replaced by a uniform class with probability " + probability(options);
    }

    @Override
    default LabelNoise noise(Variant options, int classes) {
        return LabelNoise.symmetric(probability(options) * (1 - 1.0 / classes), classes);
    }

    @Override
    default int[] labels(Dataset data, Variant options, long seed) {
        double p = probability(options);
        int classes = data.classes().size();
        int[] labels = data.train().labels().clone();
        for (int i = 0; i < labels.length; i++) {
            Chance chance = Chance.of(seed, "labels", "train", i);
            double u = chance.nextDouble();
            int drawn = chance.nextInt(classes);
            labels[i] = u < p ? drawn : labels[i];
        }
        return labels;
    }

    /** Random labels are corrupted ones at p = 1 and have their hash, and true labels that of the data. */
    @Override
    default Dataset apply(Dataset data, Variant options, long seed) {
        double p = probability(options);
        if (p == 0) {
            return data;
        }
        Split train = new Split(data.train().inputs(), labels(data, options, seed));
        return data.derived("labels:p=" + p + ",seed=" + seed, train, data.test());
    }
}
