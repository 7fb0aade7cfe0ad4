package dev.shatter.train;

import dev.shatter.core.Entry;
import dev.shatter.core.Variant;
import org.bytedeco.pytorch.Tensor;

/** A random transformation of whole training batches of images, drawn anew for every image at every step. */
public interface Augmentation extends Entry {
    /**
     * The transformed batch. Draws from libtorch's process-wide generator, which the trainer seeds for every step.
     *
     * @param options this augmentation's options
     * @param images [n, channels, height, width], fp32, in [0, 1] where the pixels were
     * @param crop side the images are to have at the end, from the spec; 0 = as they are
     */
    Tensor apply(Variant options, Tensor images, int crop);

    /** Whether it brings images to the spec's crop, in place of the centre crop. */
    default boolean crops() {
        return false;
    }
}
