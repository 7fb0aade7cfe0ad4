package dev.shatter.network;

import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A layer's function f and its derivative, written out, on one batch after another of m networks at once, in memory of its own:
 * nothing is recorded and nothing allocated. Gradients by the layer's tensors are written where its {@link Site} says.
 */
public interface Stage {
    /**
     * The layer's output in training mode.
     *
     * @param x [m, n, shape…]; stays as it is until {@link #backward}, unless the site lets it be overwritten
     * @return [m, n, shape…]: the same memory at every call, or a view of x
     */
    Tensor forward(Tensor x);

    /**
     * Writes the gradients by the layer's tensors, for the batch that went forward last.
     *
     * @param gradient by the output, of its shape; may be overwritten
     * @return gradient by the input; null where nobody wants it
     */
    @Nullable
    Tensor backward(Tensor gradient);
}
