package dev.shatter.network;

import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.data.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Residual networks for small images: a 3x3 convolution, then for each given number of channels a stage of basic blocks
 * x ↦ act(x + f(x)), f two 3x3 convolutions; every stage but the first halves the image. Then the mean over positions and a
 * dense layer. {@code resnet:16-32-64,blocks=n} has 6n + 2 layers with weights, n = 3 makes ResNet-20. Vectors are read as
 * images of one row, with kernels of three values.
 */
record ResNet() implements NetworkFamily {
    @Override
    public String name() {
        return "resnet";
    }

    @Override
    public String summary() {
        return "residual network: stages of basic blocks of two 3x3 convolutions, added to their input";
    }

    @Override
    public String source() {
        return "He, Zhang, Ren and Sun 2016, arXiv:1512.03385, section 4.2";
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>();
        all.add(Parameter.integers("channels", List.of(16L, 32L, 64L), 1, 65_536, "channels of each stage"));
        all.add(Parameter.integer("blocks", 1L, 1, 1000, "basic blocks of each stage"));
        all.add(Parameter.choice(
                "norm",
                List.of("batch", "layer", "none"),
                "after each convolution: batch norm with scale, layer norm (one group), or a bias"));
        all.add(Parameter.choice(
                "shortcut",
                List.of("projection", "pad"),
                "where the shape changes: a 1x1 convolution with norm, or pixels left out and zero channels"));
        all.add(Options.activation("function after a norm and after a sum"));
        all.addAll(Initialisation.PARAMETERS);
        return all;
    }

    /** The paper's. */
    @Override
    public double learningRate() {
        return 0.1;
    }

    @Override
    public Architecture architecture(Variant variant, Shape input, int classes) {
        Builder builder = new Builder(variant, input.isImage());
        List<Layer> layers = new ArrayList<>();
        if (!input.isImage()) {
            layers.add(new Signal());
        }
        List<Integer> stages = variant.integers("channels");
        layers.addAll(builder.convolution(stages.get(0), 3, 1));
        layers.add(builder.activation);
        int before = stages.get(0);
        for (int stage = 0; stage < stages.size(); stage++) {
            int channels = stages.get(stage);
            for (int block = 0; block < variant.integer("blocks"); block++) {
                int stride = stage > 0 && block == 0 ? 2 : 1;
                layers.add(new Sum(List.of(
                        builder.body(channels, stride),
                        stride == 1 && channels == before ? List.of() : builder.shortcut(channels, stride))));
                layers.add(builder.activation);
                before = channels;
            }
        }
        layers.add(new GlobalAveragePool());
        layers.add(new Dense(classes, true));
        return new Architecture(Networks.CATALOGUE.brief(variant), input, classes, layers, Initialisation.of(variant));
    }

    private static final class Builder {
        final Activation activation;
        private final boolean square;
        private final boolean pad;
        private final boolean biased;
        private final Supplier<List<Layer>> norm;

        Builder(Variant variant, boolean square) {
            this.square = square;
            activation = Options.activation(variant);
            pad = variant.text("shortcut").equals("pad");
            // A bias before a norm would be subtracted again at once.
            biased = variant.text("norm").equals("none");
            norm = switch (variant.text("norm")) {
                case "batch" -> () -> List.of(new BatchNorm(true));
                case "layer" -> () -> List.of(new GroupNorm(1, BatchNorm.EPSILON, true, true));
                default -> List::of;
            };
        }

        List<Layer> convolution(int channels, int kernel, int stride) {
            Side side = Side.of(kernel, stride, (kernel - 1) / 2);
            List<Layer> layers = new ArrayList<>();
            layers.add(new Convolution(channels, square ? side : Side.POINT, side, 1, biased));
            layers.addAll(norm.get());
            return layers;
        }

        List<Layer> body(int channels, int stride) {
            List<Layer> layers = convolution(channels, 3, stride);
            layers.add(activation);
            layers.addAll(convolution(channels, 3, 1));
            return layers;
        }

        List<Layer> shortcut(int channels, int stride) {
            return pad ? List.of(new Subsample(channels, stride)) : convolution(channels, 1, stride);
        }
    }
}
