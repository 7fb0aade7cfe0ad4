package dev.shatter.network;

import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.data.Shape;
import java.util.ArrayList;
import java.util.List;

/** Multi-layer perceptron: dense layers with an activation between them. */
record Mlp() implements NetworkFamily {
    @Override
    public String name() {
        return "mlp";
    }

    @Override
    public String summary() {
        return "multi-layer perceptron: dense hidden layers of the given widths";
    }

    @Override
    public String source() {
        return "1x512 and 3x512: Zhang et al. 2017, arXiv:1611.03530, appendix A";
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>();
        all.add(Parameter.integers("hidden", null, 1, 1_000_000, "widths of the hidden layers"));
        all.add(Options.activation("function after a hidden layer"));
        all.add(Parameter.flag("bn", false, "batch norm with scale before every activation"));
        all.add(Options.DROPOUT);
        all.addAll(Initialisation.PARAMETERS);
        return all;
    }

    @Override
    public Architecture architecture(Variant variant, Shape input, int classes) {
        List<Layer> layers = new ArrayList<>();
        if (input.sizes().size() > 1) {
            layers.add(new Flatten());
        }
        boolean norm = variant.flag("bn");
        for (int width : variant.integers("hidden")) {
            // A bias before a batch norm would be subtracted again at once.
            layers.add(new Dense(width, !norm));
            if (norm) {
                layers.add(new BatchNorm(true));
            }
            layers.add(Options.activation(variant));
            Options.addDropout(layers, variant);
        }
        layers.add(new Dense(classes, true));
        return new Architecture(Networks.CATALOGUE.brief(variant), input, classes, layers, Initialisation.of(variant));
    }
}
