package dev.shatter.network;

import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import java.util.List;

/** Options several families share. */
final class Options {
    static final Parameter DROPOUT =
            Parameter.number("dropout", 0.0, 0, 0.999, "probability that a hidden dense unit is dropped in training");

    private Options() {}

    /** Adds a dropout layer where the option asks for one. */
    static void addDropout(List<Layer> layers, Variant variant) {
        if (variant.number("dropout") > 0) {
            layers.add(new Dropout(variant.number("dropout")));
        }
    }
}
