package dev.shatter.train;

import dev.shatter.core.Entry;
import org.bytedeco.pytorch.Tensor;

/** What training minimises: a non-negative number an example, averaged over a batch. */
public interface Loss extends Entry {
    /**
     * Loss of each example.
     *
     * @param outputs the network's outputs f(x), [n, K], any floating type; computed in fp32 at least
     * @param labels classes, [n], int64
     * @return [n]
     */
    Tensor each(Tensor outputs, Tensor labels);

    /** Mean over the examples, a scalar. */
    default Tensor mean(Tensor outputs, Tensor labels) {
        return each(outputs, labels).mean();
    }
}
