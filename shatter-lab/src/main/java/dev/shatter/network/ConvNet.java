package dev.shatter.network;

import dev.shatter.core.BadInput;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.data.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Plain convolutional networks of any depth, for small inputs and for sweeps over width and depth. Vectors are read as
 * images of one row: kernels and pools cover values along it.
 */
record ConvNet() implements NetworkFamily {
    @Override
    public String name() {
        return "cnn";
    }

    @Override
    public String summary() {
        return "convolution, activation and pooling for each given number of channels, then one dense layer";
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>();
        all.add(Parameter.integers("channels", List.of(16L, 32L), 1, 65_536, "output channels of each convolution"));
        all.add(Parameter.integer("kernel", 3L, 1, 31, "side of the kernels in pixels, odd"));
        all.add(Parameter.choice("pool", List.of("max", "average", "none"), "2x2 pooling after each convolution"));
        all.add(Parameter.flag("bn", false, "batch norm with scale after each convolution"));
        all.add(Parameter.choice(
                "head", List.of("flatten", "average"), "what the last dense layer sees: all positions or their mean"));
        all.add(Options.DROPOUT);
        all.addAll(Initialisation.PARAMETERS);
        return all;
    }

    @Override
    public Architecture architecture(Variant variant, Shape input, int classes) {
        int kernel = variant.integer("kernel");
        if (kernel % 2 == 0) {
            throw BadInput.in("network 'cnn', option 'kernel'", kernel + " is even", "give an odd side such as 3");
        }
        boolean norm = variant.flag("bn");
        boolean square = input.isImage();
        List<Layer> layers = new ArrayList<>();
        if (!square) {
            layers.add(new Signal());
        }
        Side side = Side.of(kernel, 1, (kernel - 1) / 2);
        Side two = Side.of(2, 2, 0);
        for (int channels : variant.integers("channels")) {
            layers.add(new Convolution(channels, square ? side : Side.POINT, side, 1, !norm));
            if (norm) {
                layers.add(new BatchNorm(true));
            }
            layers.add(new Relu());
            switch (variant.text("pool")) {
                case "max" -> layers.add(new MaxPool(square ? two : Side.POINT, two));
                case "average" -> layers.add(new AveragePool(square ? two : Side.POINT, two));
                default -> {}
            }
        }
        layers.add(variant.text("head").equals("average") ? new GlobalAveragePool() : new Flatten());
        Options.addDropout(layers, variant);
        layers.add(new Dense(classes, true));
        return new Architecture(Networks.CATALOGUE.brief(variant), input, classes, layers, Initialisation.of(variant));
    }
}
