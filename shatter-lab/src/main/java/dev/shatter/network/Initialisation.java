package dev.shatter.network;

import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.torch.Generators;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * First values of the parameters: weights at random with mean 0, biases and shifts 0, scales 1.
 *
 * <p>Each tensor has a stream of chance of its own, named by the seed and its name.
 *
 * @param rule the weights' distribution
 * @param gain factor on all weights, &gt; 0; below 1 nearer to the linear regime of small weights
 */
public record Initialisation(Rule rule, double gain) {
    /** Distributions of a weight; n is its fan-in, m its fan-out. */
    public enum Rule {
        /** Normal, variance 2/n: keeps the size of activations through ReLUs (He et al. 2015, arXiv:1502.01852). */
        HE,
        /** Uniform, variance 2/n. */
        HE_UNIFORM,
        /** Normal, variance 2/(n+m) (Glorot and Bengio 2010). */
        GLOROT,
        /** Uniform, variance 2/(n+m). */
        GLOROT_UNIFORM,
        /** Normal, variance 1/n (LeCun et al. 1998). */
        LECUN,
        /** Uniform on ±1/√n for weights and biases alike: what libtorch's modules do by default. */
        TORCH;

        /** As typed. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The default: He normal. */
    public static final Initialisation HE = new Initialisation(Rule.HE, 1);

    static final Parameter GAIN =
            Parameter.number("gain", 1.0, 1e-6, 1e6, "factor on the first weights; small = nearer to zero");

    /** The two options every network family takes, see {@link #parameters}; the usual rule is He's. */
    static final List<Parameter> PARAMETERS = parameters(Rule.HE);

    /**
     * The options {@code init} and {@code gain}.
     *
     * @param usual the rule where none is named
     */
    static List<Parameter> parameters(Rule usual) {
        List<String> rules = Stream.concat(Stream.of(usual), Arrays.stream(Rule.values()))
                .distinct()
                .map(Rule::text)
                .toList();
        return List.of(Parameter.choice("init", rules, "distribution of the first weights"), GAIN);
    }

    /** Reads the options {@link #parameters}. */
    static Initialisation of(Variant variant) {
        String text = variant.text("init");
        Rule rule = Arrays.stream(Rule.values())
                .filter(r -> r.text().equals(text))
                .findFirst()
                .orElseThrow();
        return new Initialisation(rule, variant.number("gain"));
    }

    /** Writes a tensor's first values in place. */
    void fill(Tensor tensor, ParameterSpec spec, String name, long seed) {
        switch (spec.role()) {
            case WEIGHT -> draw(tensor, spec, Generators.of(seed, "init", name));
            case BIAS -> {
                if (rule == Rule.TORCH) {
                    draw(tensor, spec, Generators.of(seed, "init", name));
                } else {
                    tensor.zero_();
                }
            }
            case SHIFT, MEAN -> tensor.zero_();
            case SCALE, VARIANCE -> tensor.fill_(new Scalar(1.0));
        }
    }

    private void draw(Tensor tensor, ParameterSpec spec, GeneratorOptional generator) {
        double deviation = gain * Math.sqrt(variance(spec));
        switch (rule) {
            case HE, GLOROT, LECUN -> tensor.normal_(0, deviation, generator);
            case HE_UNIFORM, GLOROT_UNIFORM, TORCH -> {
                // A uniform draw on ±a has variance a²/3.
                double bound = deviation * Math.sqrt(3);
                tensor.uniform_(-bound, bound, generator);
            }
        }
    }

    private double variance(ParameterSpec spec) {
        return switch (rule) {
            case HE, HE_UNIFORM -> 2.0 / spec.fanIn();
            case GLOROT, GLOROT_UNIFORM -> 2.0 / (spec.fanIn() + spec.fanOut());
            case LECUN -> 1.0 / spec.fanIn();
            case TORCH -> 1.0 / (3.0 * spec.fanIn());
        };
    }
}
