package dev.shatter.landscape;

import org.jspecify.annotations.Nullable;

/**
 * What a network does at one place of weight space.
 *
 * @param x coordinate along the first direction
 * @param y coordinate along the second; 0 on a line
 * @param train on the training examples that were looked at
 * @param test on the test examples likewise; null if there are none
 */
public record Place(
        double x, double y, Risk train, @Nullable Risk test) {
    /**
     * Mean loss and 0-1 error; ties count as errors.
     *
     * @param loss nats an example under the cross-entropy
     * @param error from 0 to 1
     */
    public record Risk(double loss, double error) {}
}
