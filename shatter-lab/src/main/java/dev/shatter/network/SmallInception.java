package dev.shatter.network;

import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.data.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The small Inception of the randomisation tests: a 3x3 convolution, eight Inception blocks of a 1x1 and a 3x3 branch,
 * two downsampling blocks between them, global mean. 1,649,402 parameters at 3 channels and 10 classes, with or without
 * batch norm: a shift, or a bias, per channel.
 */
record SmallInception() implements NetworkFamily {
    /** Channels of the 1x1 and the 3x3 branch of each block, and of the strided branch where a block downsamples. */
    private static final int[][] BLOCKS = {
        {32, 32}, {32, 48}, {80}, {112, 48}, {96, 64}, {80, 80}, {48, 96}, {96}, {176, 160}, {176, 160}
    };

    @Override
    public String name() {
        return "inception-small";
    }

    @Override
    public String summary() {
        return "eight Inception blocks of 1x1 and 3x3 branches with batch norm";
    }

    @Override
    public String source() {
        return "Zhang et al. 2017, arXiv:1611.03530, figure 3";
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>();
        all.add(Parameter.flag("bn", true, "batch norm (shift, no scale) after every convolution, instead of a bias"));
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
        boolean norm = variant.flag("bn");
        List<Layer> layers = new ArrayList<>(module(96, 3, 1, norm));
        for (int[] block : BLOCKS) {
            layers.add(
                    block.length == 2
                            ? new Branches(List.of(module(block[0], 1, 1, norm), module(block[1], 3, 1, norm)))
                            : new Branches(List.of(module(block[0], 3, 2, norm), List.of(new MaxPool(3, 2, 1)))));
        }
        layers.add(new GlobalAveragePool());
        layers.add(new Dense(classes, true));
        return new Architecture(Networks.CATALOGUE.brief(variant), input, classes, layers, Initialisation.of(variant));
    }

    private static List<Layer> module(int channels, int kernel, int stride, boolean norm) {
        Convolution convolution = new Convolution(channels, kernel, stride, (kernel - 1) / 2, !norm);
        return norm ? List.of(convolution, new BatchNorm(false), new Relu()) : List.of(convolution, new Relu());
    }
}
