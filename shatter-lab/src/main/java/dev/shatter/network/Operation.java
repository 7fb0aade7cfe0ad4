package dev.shatter.network;

import dev.shatter.data.Shape;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** A layer that is one function of one tensor. */
public sealed interface Operation extends Layer
        permits AveragePool,
                BatchNorm,
                Convolution,
                Dense,
                Dropout,
                Flatten,
                GlobalAveragePool,
                LocalResponseNorm,
                MaxPool,
                Relu,
                Softplus,
                Tanh {
    /** A layer's tensors by their names within it. */
    @FunctionalInterface
    interface Values {
        Tensor get(String name);
    }

    /** What is trained. */
    default List<ParameterSpec> parameters(Shape input) {
        return List.of();
    }

    /** What is remembered but not trained. */
    default List<ParameterSpec> buffers(Shape input) {
        return List.of();
    }

    /** The layer's function on a batch. */
    Tensor apply(Tensor x, Values values, Pass pass);

    /**
     * The function of m networks at once, each on its own batch with its own tensors: what {@link #apply} does for each of
     * them, up to rounding. As it stands for layers without tensors and without chance.
     *
     * @param x [m, n, shape…]
     * @param values tensors [m, …]
     * @return [m, n, shape…]
     */
    default Tensor applyToEach(Tensor x, Values values, Pass pass) {
        Tensor merged = x.flatten(0, 1);
        Tensor applied = apply(merged, values, pass);
        return applied.unflatten(0, x.size(0), x.size(1));
    }
}
