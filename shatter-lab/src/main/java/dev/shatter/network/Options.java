package dev.shatter.network;

import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import java.util.List;

/** Options several families share. */
final class Options {
    static final Parameter DROPOUT =
            Parameter.number("dropout", 0.0, 0, 0.999, "probability that a hidden dense unit is dropped in training");

    private static final List<Activation> ACTIVATIONS =
            List.of(new Relu(), new Tanh(), new Softplus(), new Gelu(false), new Silu());

    private Options() {}

    /** The option {@code activation}; the first is the usual one. */
    static Parameter activation(String help) {
        return Parameter.choice(
                "activation", ACTIVATIONS.stream().map(Layer::kind).toList(), help);
    }

    /** Reads the option {@link #activation(String)}. */
    static Activation activation(Variant variant) {
        return ACTIVATIONS.stream()
                .filter(activation -> activation.kind().equals(variant.text("activation")))
                .findFirst()
                .orElseThrow();
    }

    /** Adds a dropout layer where the option asks for one. */
    static void addDropout(List<Layer> layers, Variant variant) {
        if (variant.number("dropout") > 0) {
            layers.add(new Dropout(variant.number("dropout")));
        }
    }
}
