package dev.shatter.network;

import dev.shatter.data.Shape;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/** Several sequences of layers on the same input, whose outputs become one. A sequence without layers is the identity. */
public sealed interface Parallel extends Layer permits Branches, Sum {
    /** At least two. */
    List<List<Layer>> sequences();

    /** The same layer over other sequences. */
    Parallel of(List<List<Layer>> sequences);

    /**
     * Shape of what the outputs become.
     *
     * @throws IllegalArgumentException with a plain reason if they do not fit together
     */
    Shape joined(List<Shape> outputs);

    /** The outputs, [n, …] each, as one. */
    Tensor join(TensorVector outputs);

    @Override
    default Shape output(Shape input) {
        return joined(sequences().stream()
                .map(layers -> {
                    Shape shape = input;
                    for (Layer layer : layers) {
                        shape = layer.output(shape);
                    }
                    return shape;
                })
                .toList());
    }

    @Override
    default boolean homogeneous() {
        return true;
    }

    @Override
    default boolean fresh() {
        return true;
    }
}
