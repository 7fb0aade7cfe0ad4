package dev.shatter.data.describe;

import dev.shatter.data.Dataset;
import dev.shatter.data.Origin;
import dev.shatter.data.Samples;
import dev.shatter.data.Shape;
import dev.shatter.data.Statistics;
import java.util.List;

/**
 * What there is to know of a data set before training on it.
 *
 * @param name the reference
 * @param hash content hash
 * @param shape of one sample
 * @param type bytes or floats
 * @param classes class names
 * @param trainPerClass training samples of each class
 * @param testPerClass test samples of each class
 * @param balance entropy of the training labels over ln K: 1 for equal classes
 * @param pixels mean, standard deviation and range of the training values; bytes count as value / 255
 * @param duplicates equal samples
 * @param origin how the samples came about
 */
public record Description(
        String name,
        String hash,
        Shape shape,
        Samples.Type type,
        List<String> classes,
        int[] trainPerClass,
        int[] testPerClass,
        double balance,
        Statistics pixels,
        Duplicates duplicates,
        Origin origin) {

    /** Reads all samples. */
    public static Description of(Dataset data) {
        int classes = data.classes().size();
        int[] perClass = data.train().perClass(classes);
        double entropy = 0;
        for (int count : perClass) {
            double p = (double) count / data.train().count();
            entropy -= p == 0 ? 0 : p * Math.log(p);
        }
        return new Description(
                data.name(),
                data.hash(),
                data.shape(),
                data.train().inputs().type(),
                data.classes(),
                perClass,
                data.test().perClass(classes),
                entropy / Math.log(classes),
                Statistics.of(data.train().inputs()),
                Duplicates.of(data),
                data.origin());
    }
}
