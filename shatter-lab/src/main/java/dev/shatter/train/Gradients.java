package dev.shatter.train;

import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** Mean losses, hits and gradients of m networks, each on a batch of its own, in training mode. */
interface Gradients extends AutoCloseable {
    /**
     * Looks at a batch for each network.
     *
     * @param batch inputs [m, n, shape…] and labels [m, n]
     * @param noise for each network the seed of its dropout; null = the process-wide generator goes on as it is
     */
    void at(Batch batch, long @Nullable [] noise);

    /** Gradients by all parameters, [m, p] or with zeros behind; the next call writes over them. */
    Tensor values();

    /** A network's mean loss on its batch. */
    double loss(int network);

    /** How many examples of its batch a network classified correctly. */
    long correct(int network);

    @Override
    void close();
}
