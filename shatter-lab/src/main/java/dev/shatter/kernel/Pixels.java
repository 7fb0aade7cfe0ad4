package dev.shatter.kernel;

import dev.shatter.core.Variant;
import dev.shatter.data.Progress;
import dev.shatter.data.Samples;
import dev.shatter.data.Shape;

/** The values as they are: bytes / 255, floats as such. */
record Pixels() implements FeatureMap {
    @Override
    public String name() {
        return "pixels";
    }

    @Override
    public String summary() {
        return "the values themselves, bytes / 255";
    }

    @Override
    public long bytes(Variant options, Shape shape, int n, int tests) {
        return 4 * shape.elements() * (n + (long) tests);
    }

    @Override
    public KernelSystem system(Variant options, Variant kernel, Samples train, Samples test, Progress progress) {
        return new PointSystem(kernel, FeatureVectors.pixels(train), FeatureVectors.pixels(test));
    }
}
