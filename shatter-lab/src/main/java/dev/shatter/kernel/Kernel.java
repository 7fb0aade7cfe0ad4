package dev.shatter.kernel;

import dev.shatter.core.Entry;
import dev.shatter.core.Variant;
import org.bytedeco.pytorch.Tensor;

/**
 * A positive semi-definite function k(x, x') of the inner product x·x' and the squared norms ‖x‖², ‖x'‖².
 *
 * <p>Every kernel here is computed from a block of inner products, so a Gram matrix is matrix products and one pass of
 * elementwise work over each block.
 */
public interface Kernel extends Entry {
    /**
     * Turns a block of inner products into kernel values, in its own memory.
     *
     * @param options this kernel's options, checked by the catalogue
     * @param products x_i·x'_j, [a, b], fp32 or fp64; overwritten
     * @param left ‖x_i‖², [a, 1], of the same type
     * @param right ‖x'_j‖², [1, b], of the same type
     */
    void apply(Variant options, Tensor products, Tensor left, Tensor right);

    /** Whether k depends on x − x' alone: then all points may be moved together. */
    default boolean ofDifferences() {
        return false;
    }

    /** The same as {@link #apply} for one pair, in double arithmetic: k(x, x') from x·x', ‖x‖² and ‖x'‖². */
    double value(Variant options, double product, double left, double right);
}
