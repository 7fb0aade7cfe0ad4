package dev.shatter.corrupt;

import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import java.util.List;

/** Partially corrupted labels: {@code corrupt:0.5}. */
final class CorruptedLabels implements UniformNoise {
    @Override
    public String name() {
        return "corrupt";
    }

    @Override
    public String summary() {
        return "each training label replaced by a uniform class with probability p";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.number(
                "p",
                null,
                0,
                1,
                "probability of replacement; a fraction p(1 - 1/K) of the labels is expected to change"));
    }

    @Override
    public String example() {
        return name() + ":0.5";
    }

    @Override
    public double probability(Variant options) {
        return options.number("p");
    }
}
