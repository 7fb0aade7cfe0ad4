package dev.shatter.train;

import dev.shatter.core.Entry;
import dev.shatter.core.Variant;
import org.bytedeco.pytorch.Tensor;

/** What training minimises: a non-negative number an example, averaged over a batch, and what a batch adds to that. */
public interface Loss extends Entry {
    /** The same with these options; those that have none return themselves. */
    default Loss with(Variant options) {
        return this;
    }

    /**
     * Loss of each example.
     *
     * @param outputs the network's outputs f(x), [n, K], any floating type; computed in fp32 at least
     * @param labels classes, [n], int64
     * @return [n]
     */
    Tensor each(Tensor outputs, Tensor labels);

    /** Whether {@link #mean} is nothing but the mean of {@link #each}. */
    default boolean separable() {
        return true;
    }

    /** What is minimised: the mean over the examples and any penalty on the batch, a scalar. */
    default Tensor mean(Tensor outputs, Tensor labels) {
        return each(outputs, labels).mean();
    }
}
