package dev.shatter.train;

import org.bytedeco.pytorch.Tensor;

/**
 * Examples ready for a network.
 *
 * @param inputs [n, shape…], fp32 or bf16
 * @param labels [n], int64
 */
public record Batch(Tensor inputs, Tensor labels) {
    public int count() {
        return Math.toIntExact(labels.size(0));
    }
}
