package dev.shatter.network;

import dev.shatter.data.Shape;

/**
 * One layer as data: its shapes, its parameters and its function, without any values. Either an {@link Operation} or
 * {@link Branches} of several sequences.
 *
 * <p>Batches put a first dimension before the sample's shape: [n, features] or [n, channels, height, width].
 */
public sealed interface Layer permits Operation, Branches {
    /** Prefix of the layer's name in an architecture: {@code conv} makes {@code conv1}, {@code conv2}, …. */
    String kind();

    /** For people, one line: {@code convolution 5x5, 64 channels}. */
    String text();

    /**
     * Shape of the output for one sample.
     *
     * @throws IllegalArgumentException with a plain reason if the layer does not fit this input
     */
    Shape output(Shape input);

    /** Refuses vectors where an image is needed. */
    static void requireImage(Shape input) {
        if (!input.isImage()) {
            throw new IllegalArgumentException(
                    "needs images (channels x height x width), not samples of shape " + input);
        }
    }

    /** Length of a side after a window slides over it. */
    static int slid(int side, int window, int stride, int padding) {
        int free = side + 2 * padding - window;
        if (free < 0) {
            throw new IllegalArgumentException(
                    "a window of " + window + " does not fit a side of " + side + " with padding " + padding);
        }
        return free / stride + 1;
    }
}
