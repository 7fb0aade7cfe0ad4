package dev.shatter.data;

import java.util.Arrays;

/**
 * Training or test part of a data set.
 *
 * @param inputs the samples
 * @param labels class of each sample, 0 … K-1; length = inputs.count(); not to be written to
 */
public record Split(Samples inputs, int[] labels) {
    public Split {
        if (labels.length != inputs.count()) {
            throw new IllegalArgumentException(labels.length + " labels for " + inputs.count() + " samples");
        }
    }

    public int count() {
        return labels.length;
    }

    /** Number of samples of each class 0 … K-1. */
    public int[] perClass(int classes) {
        int[] counts = new int[classes];
        for (int label : labels) {
            counts[label]++;
        }
        return counts;
    }

    /** The samples at these places, in this order. */
    public Split select(int[] indices) {
        return new Split(
                inputs.select(indices),
                Arrays.stream(indices).map(i -> labels[i]).toArray());
    }
}
