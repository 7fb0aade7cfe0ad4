package dev.shatter.kernel;

import dev.shatter.data.Progress;
import org.bytedeco.pytorch.Tensor;

/**
 * A kernel on n training points, as far as solvers need to know it: K written to memory once in fp32, or multiplied in
 * fp64 without being stored.
 */
interface KernelSystem extends AutoCloseable {
    /** n. */
    int size();

    /** d, or the number of features. */
    int dimensions();

    /** Writes the lower triangle of K. */
    void write(GramMatrix gram, Progress progress);

    /** K A in fp64, kernel values computed anew in fp64. A and the result are [n, k]. */
    Tensor multiply(Tensor a, Progress progress);

    /** The columns of K at these training points, fp64 [n, m]. */
    Tensor columns(int[] places);

    /** Σ_i a_i k(·, x_i) at the test points, fp64 [tests, k]. */
    Tensor predict(Tensor a, Progress progress);

    @Override
    void close();
}
