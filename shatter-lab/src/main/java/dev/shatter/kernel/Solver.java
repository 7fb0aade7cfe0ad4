package dev.shatter.kernel;

import dev.shatter.core.Entry;
import dev.shatter.core.Variant;
import dev.shatter.data.Progress;
import org.bytedeco.pytorch.Tensor;

/** A way to solve (K + λI) A = Y. */
interface Solver extends Entry {
    /** Memory in bytes that it needs for n points of k targets, beside the points. */
    long bytes(Variant options, int n, int targets);

    /**
     * Solves.
     *
     * @param right Y, fp64 [n, k]
     * @param lambda λ ≥ 0
     * @param tolerance relative residual at which it may stop
     * @throws dev.shatter.core.BadInput if the matrix is singular to it
     */
    Solution solve(
            Variant options, KernelSystem system, Tensor right, double lambda, double tolerance, Progress progress);
}
