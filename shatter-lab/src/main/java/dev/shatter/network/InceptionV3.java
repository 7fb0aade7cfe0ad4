package dev.shatter.network;

import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.data.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Inception v3 without its auxiliary classifier: a stem of five convolutions, three modules of 1x1, 5x5 and double 3x3 branches, four with
 * 7x7 kernels split into 1x7 and 7x1, two with 3x3 kernels that fan out into 1x3 and 3x1, and a module that halves the image before the
 * second and third kind; every convolution is followed by batch norm with scale and ReLU. 23,834,568 parameters at 3 channels and 1000
 * classes. Images of 75 pixels a side at least; made for 299.
 */
record InceptionV3() implements NetworkFamily {
    @Override
    public String name() {
        return "inception-v3";
    }

    @Override
    public String summary() {
        return "Inception v3 for large images: eleven modules of branches with batch norm, no auxiliary classifier";
    }

    @Override
    public String source() {
        return "Szegedy, Vanhoucke, Ioffe, Shlens and Wojna 2016, arXiv:1512.00567, table 1";
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>();
        all.add(Parameter.integer(
                "divide", 1L, 1, 16, "numbers of channels are divided by this and rounded up: a small stand-in"));
        all.add(Options.DROPOUT);
        all.addAll(Initialisation.PARAMETERS);
        return all;
    }

    @Override
    public double learningRate() {
        return 0.1;
    }

    @Override
    public Architecture architecture(Variant variant, Shape input, int classes) {
        Modules modules = new Modules(variant.integer("divide"));
        List<Layer> layers = new ArrayList<>(modules.stem());
        for (int pooled : new int[] {32, 64, 64}) {
            layers.add(modules.small(pooled));
        }
        layers.add(modules.halving());
        for (int inner : new int[] {128, 160, 160, 192}) {
            layers.add(modules.split(inner));
        }
        layers.add(modules.splitHalving());
        layers.add(modules.fanned());
        layers.add(modules.fanned());
        layers.add(new GlobalAveragePool());
        Options.addDropout(layers, variant);
        layers.add(new Dense(classes, true));
        return new Architecture(Networks.CATALOGUE.brief(variant), input, classes, layers, Initialisation.of(variant));
    }

    /** The published modules, with their numbers of channels divided. */
    private record Modules(int divide) {
        List<Layer> stem() {
            return joined(
                    square(32, 3, 2, 0),
                    square(32, 3, 1, 0),
                    square(64, 3, 1, 1),
                    List.of(new MaxPool(3, 2, 0)),
                    square(80, 1, 1, 0),
                    square(192, 3, 1, 0),
                    List.of(new MaxPool(3, 2, 0)));
        }

        /** Figure 5, with a 5x5 kernel where the figure has two of 3x3. */
        Layer small(int pooled) {
            return new Branches(List.of(
                    square(64, 1, 1, 0),
                    joined(square(48, 1, 1, 0), square(64, 5, 1, 2)),
                    joined(square(64, 1, 1, 0), square(96, 3, 1, 1), square(96, 3, 1, 1)),
                    pooled(pooled)));
        }

        /** Figure 10. */
        Layer halving() {
            return new Branches(List.of(
                    square(384, 3, 2, 0),
                    joined(square(64, 1, 1, 0), square(96, 3, 1, 1), square(96, 3, 2, 0)),
                    List.of(new MaxPool(3, 2, 0))));
        }

        /** Figure 6, n = 7. */
        Layer split(int inner) {
            return new Branches(List.of(
                    square(192, 1, 1, 0),
                    joined(square(inner, 1, 1, 0), row(inner, 7), column(192, 7)),
                    joined(square(inner, 1, 1, 0), column(inner, 7), row(inner, 7), column(inner, 7), row(192, 7)),
                    pooled(192)));
        }

        Layer splitHalving() {
            return new Branches(List.of(
                    joined(square(192, 1, 1, 0), square(320, 3, 2, 0)),
                    joined(square(192, 1, 1, 0), row(192, 7), column(192, 7), square(192, 3, 2, 0)),
                    List.of(new MaxPool(3, 2, 0))));
        }

        /** Figure 7. */
        Layer fanned() {
            Layer fan = new Branches(List.of(row(384, 3), column(384, 3)));
            return new Branches(List.of(
                    square(320, 1, 1, 0),
                    joined(square(384, 1, 1, 0), List.of(fan)),
                    joined(square(448, 1, 1, 0), square(384, 3, 1, 1), List.of(fan)),
                    pooled(192)));
        }

        private List<Layer> pooled(int channels) {
            return joined(List.of(new AveragePool(Side.of(3, 1, 1), Side.of(3, 1, 1))), square(channels, 1, 1, 0));
        }

        private List<Layer> square(int channels, int kernel, int stride, int padding) {
            return convolution(channels, Side.of(kernel, stride, padding), Side.of(kernel, stride, padding));
        }

        private List<Layer> row(int channels, int kernel) {
            return convolution(channels, Side.POINT, Side.of(kernel, 1, (kernel - 1) / 2));
        }

        private List<Layer> column(int channels, int kernel) {
            return convolution(channels, Side.of(kernel, 1, (kernel - 1) / 2), Side.POINT);
        }

        private List<Layer> convolution(int channels, Side rows, Side columns) {
            int divided = (channels + divide - 1) / divide;
            return List.of(new Convolution(divided, rows, columns, 1, false), new BatchNorm(true), new Relu());
        }

        @SafeVarargs
        private static List<Layer> joined(List<Layer>... parts) {
            List<Layer> all = new ArrayList<>();
            for (List<Layer> part : parts) {
                all.addAll(part);
            }
            return all;
        }
    }
}
