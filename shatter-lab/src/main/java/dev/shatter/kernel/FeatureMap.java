package dev.shatter.kernel;

import dev.shatter.core.BadInput;
import dev.shatter.core.Entry;
import dev.shatter.core.Variant;
import dev.shatter.data.Progress;
import dev.shatter.data.Samples;
import dev.shatter.data.Shape;

/** What a kernel sees of a sample. */
interface FeatureMap extends Entry {
    /** Memory in bytes of n training and {@code tests} test points. */
    long bytes(Variant options, Shape shape, int n, int tests);

    /**
     * The kernel on these samples.
     *
     * @throws BadInput if the map does not fit samples of this shape
     */
    KernelSystem system(Variant options, Variant kernel, Samples train, Samples test, Progress progress);
}
