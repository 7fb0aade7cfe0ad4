package dev.shatter.corrupt;

import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;
import dev.shatter.data.Split;

/** A change of training labels; inputs stay, and so do the labels of the test split. */
public interface LabelCorruption extends Corruption {
    /** What became of the labels, for a sentence that begins with 'labels:'. */
    String words(Variant options);

    /** What is known of the noisy labels of K classes. */
    LabelNoise noise(Variant options, int classes);

    /** The labels of the training split after it. */
    int[] labels(Dataset data, Variant options, long seed);

    @Override
    default Dataset apply(Dataset data, Variant options, long seed) {
        Split train = new Split(data.train().inputs(), labels(data, options, seed));
        return data.derived("labels=" + options.text() + ",seed=" + seed, train, data.test());
    }
}
