package dev.shatter.network;

import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.data.Shape;
import java.util.ArrayList;
import java.util.List;

/** One dense layer on all input values: multinomial logistic regression under the cross-entropy loss. */
record Linear() implements NetworkFamily {
    @Override
    public String name() {
        return "linear";
    }

    @Override
    public String summary() {
        return "one dense layer: multinomial logistic regression";
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>();
        all.add(Parameter.flag("bias", true, "whether a constant is added to each output"));
        all.addAll(Initialisation.PARAMETERS);
        return all;
    }

    @Override
    public Architecture architecture(Variant variant, Shape input, int classes) {
        List<Layer> layers = new ArrayList<>();
        if (input.sizes().size() > 1) {
            layers.add(new Flatten());
        }
        layers.add(new Dense(classes, variant.flag("bias")));
        return new Architecture(Networks.CATALOGUE.brief(variant), input, classes, layers, Initialisation.of(variant));
    }
}
