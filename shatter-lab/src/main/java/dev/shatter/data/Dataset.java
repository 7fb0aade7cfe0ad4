package dev.shatter.data;

import java.util.List;

/**
 * A labelled data set with its train and test split.
 *
 * @param name for people: the reference it came from
 * @param classes names of the K ≥ 2 classes; labels index this list
 * @param train the sample S
 * @param test held out; never corrupted in its labels
 * @param hash lower-case hexadecimal SHA-256 of shapes, classes, samples and labels of both splits
 */
public record Dataset(String name, List<String> classes, Split train, Split test, String hash) {
    public Dataset {
        classes = List.copyOf(classes);
        if (!train.inputs().shape().equals(test.inputs().shape())) {
            throw new IllegalArgumentException("train and test shapes differ");
        }
    }

    public Shape shape() {
        return train.inputs().shape();
    }
}
