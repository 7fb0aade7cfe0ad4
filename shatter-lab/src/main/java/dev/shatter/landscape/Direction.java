package dev.shatter.landscape;

import org.bytedeco.pytorch.Tensor;

/**
 * A direction in weight space.
 *
 * @param name in a few words, for an axis
 * @param vector fp64 [p]: a step of 1 along it adds so much to the weights; belongs to the innermost scope
 * @param low how far back it is looked at, in such steps
 * @param high how far on
 * @param note what is to be said of it, or empty
 */
public record Direction(String name, Tensor vector, double low, double high, String note) {
    /** So many places from end to end, evenly spaced. */
    double[] places(int count) {
        double[] places = new double[count];
        for (int i = 0; i < count; i++) {
            places[i] = low + (high - low) * i / (count - 1);
        }
        return places;
    }
}
