package dev.shatter.network;

import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.data.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The small AlexNet of the randomisation tests: two blocks of 5x5 convolution, max-pool and response normalisation, then
 * dense layers of 384 and 192 units. 1,387,786 parameters at 3x28x28 and 10 classes.
 *
 * <p>Response normalisation with the values of TensorFlow's CIFAR-10 tutorial of the time (radius 4, k 1, α 0.001/9,
 * β 0.75) and first weights by Glorot's rule, the usual one of that framework; whether the paper used them is not stated.
 * With He's rule the largest of nine rectified values grows from pool to pool, and on shuffled pixels the net dies in its
 * first steps at the paper's learning rate.
 */
record SmallAlexNet() implements NetworkFamily {
    private static final LocalResponseNorm NORM = new LocalResponseNorm(4, 1, 0.001 / 9, 0.75);

    @Override
    public String name() {
        return "alexnet-small";
    }

    @Override
    public String summary() {
        return "two 5x5 convolution blocks with response norm, then 384 and 192 dense units";
    }

    @Override
    public String source() {
        return "Zhang et al. 2017, arXiv:1611.03530, appendix A";
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>();
        all.add(Parameter.flag("lrn", true, "local response normalisation after each pool"));
        all.add(Options.DROPOUT);
        all.addAll(Initialisation.parameters(Initialisation.Rule.GLOROT));
        return all;
    }

    @Override
    public Architecture architecture(Variant variant, Shape input, int classes) {
        List<Layer> layers = new ArrayList<>();
        for (int block = 0; block < 2; block++) {
            layers.add(Convolution.same(64, 5, true));
            layers.add(new Relu());
            layers.add(new MaxPool(3, 2, 1));
            if (variant.flag("lrn")) {
                layers.add(NORM);
            }
        }
        layers.add(new Flatten());
        for (int width : new int[] {384, 192}) {
            layers.add(new Dense(width, true));
            layers.add(new Relu());
            Options.addDropout(layers, variant);
        }
        layers.add(new Dense(classes, true));
        return new Architecture(Networks.CATALOGUE.brief(variant), input, classes, layers, Initialisation.of(variant));
    }
}
