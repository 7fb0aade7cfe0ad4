package dev.shatter.corrupt;

import dev.shatter.core.Variant;

/** p = 0: the labels as they are. */
final class TrueLabels implements UniformNoise {
    @Override
    public String name() {
        return "true";
    }

    @Override
    public String summary() {
        return "the labels as they are";
    }

    @Override
    public double probability(Variant options) {
        return 0;
    }
}
