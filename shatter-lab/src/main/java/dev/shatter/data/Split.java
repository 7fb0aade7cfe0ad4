package dev.shatter.data;

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
}
