package dev.shatter.network;

import dev.shatter.data.Shape;
import java.util.OptionalDouble;

/**
 * One layer as data: its shapes, its parameters, its function and what is known of that function, without any values.
 * Either an {@link Operation} or {@link Parallel} sequences.
 *
 * <p>Batches put a first dimension before the sample's shape: [n, features] or [n, channels, height, width]. What theorems
 * and measures must know of a layer is asked here, so that nobody needs to know which layers there are. The answers of a
 * layer that says nothing are safe: nothing is claimed.
 */
public sealed interface Layer permits Operation, Parallel {
    /** Prefix of the layer's name in an architecture: {@code conv} makes {@code conv1}, {@code conv2}, …. */
    String kind();

    /** For people, one line: {@code convolution 5x5, 64 channels}. */
    String text();

    /** {@link #text} without what networks trained at once may differ in. */
    default String structure() {
        return text();
    }

    /**
     * Shape of the output for one sample.
     *
     * @throws IllegalArgumentException with a plain reason if the layer does not fit this input
     */
    Shape output(Shape input);

    /** Whether f(a x) = a f(x) for all a &gt; 0, biases read as weights on a constant input. */
    default boolean homogeneous() {
        return false;
    }

    /**
     * Number of values, apart from the outputs of layers with weights, whose signs decide which linear piece of the layer
     * an input is on: 0 for a ReLU, which looks at the outputs before it. Empty: the layer is not piecewise linear.
     */
    default OptionalDouble comparisons(Shape input) {
        return OptionalDouble.empty();
    }

    /** Whether the output is memory of its own which its own gradient does not read: it may be overwritten. */
    default boolean fresh() {
        return false;
    }

    /** Refuses vectors where an image is needed. */
    static void requireImage(Shape input) {
        if (!input.isImage()) {
            throw new IllegalArgumentException(
                    "needs images (channels x height x width), not samples of shape " + input);
        }
    }
}
