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
public interface LabelCorruption extends Corruption {
    /** Probability p of replacement, 0 … 1. */
    double probability(Variant options);

    @Override
    default Dataset apply(Dataset data, Variant options, long seed) {
        double p = probability(options);
        if (p == 0) {
            return data;
        }
        int classes = data.classes().size();
        int[] labels = data.train().labels().clone();
        for (int i = 0; i < labels.length; i++) {
            Chance chance = Chance.of(seed, "labels", "train", i);
            double u = chance.nextDouble();
            int drawn = chance.nextInt(classes);
            labels[i] = u < p ? drawn : labels[i];
        }
        Split train = new Split(data.train().inputs(), labels);
        return data.derived("labels:p=" + p + ",seed=" + seed, train, data.test());
    }
}
