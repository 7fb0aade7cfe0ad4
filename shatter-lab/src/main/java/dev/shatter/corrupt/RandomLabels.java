package dev.shatter.corrupt;

import dev.shatter.core.Variant;

/** p = 1: every training label uniform and independent of its input. */
final class RandomLabels implements UniformNoise {
    @Override
    public String name() {
        return "random";
    }

    @Override
    public String summary() {
        return "every training label replaced by a uniform class";
    }

    @Override
    public double probability(Variant options) {
        return 1;
    }
}
