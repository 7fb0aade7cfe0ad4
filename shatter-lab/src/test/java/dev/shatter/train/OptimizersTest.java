package dev.shatter.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.Chance;
import dev.shatter.core.Variant;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every optimiser against its textbook formula, coordinate by coordinate in fp64, and against libtorch's own. */
class OptimizersTest {
    private static final int SIZE = 7;
    private static final int STEPS = 12;
    private static final double RATE = 0.05;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sgd,momentum=0",
                "sgd,momentum=0,weight-decay=0.1",
                "sgd,momentum=0.9",
                "sgd,momentum=0.9,weight-decay=0.1",
                "sgd,momentum=0.9,nesterov=true,weight-decay=0.1",
                "adam",
                "adam,beta1=0.8,beta2=0.95,eps=0.001,weight-decay=0.1",
                "adamw",
                "adamw,weight-decay=0.2"
            })
    void isItsFormulaAndLibtorchs(String reference) {
        Variant variant = Optimizers.CATALOGUE.parse(reference);
        double[] start = gaussians(0);
        double[][] gradients =
                IntStream.range(0, STEPS).mapToObj(t -> gaussians(t + 1)).toArray(double[][]::new);
        double[] ours = ours(variant, start, gradients);
        assertThat(ours).containsExactly(formula(variant, start, gradients), within(1e-12));
        assertThat(ours).containsExactly(libtorch(variant, start, gradients), within(1e-12));
    }

    private static double[] gaussians(int stream) {
        Chance chance = Chance.of(3, "optimizers", stream);
        return IntStream.range(0, SIZE).mapToDouble(i -> chance.nextGaussian()).toArray();
    }

    private static double[] ours(Variant variant, double[] start, double[][] gradients) {
        try (StepScope scope = StepScope.open()) {
            Tensor weight = Tensors.of(start, SIZE);
            try (Optimizer optimizer = Optimizers.CATALOGUE.get(variant).create(variant, Map.of("w", weight))) {
                for (double[] gradient : gradients) {
                    optimizer.step(List.of(Tensors.of(gradient, SIZE)), RATE);
                }
            }
            return Tensors.doubles(weight);
        }
    }

    private static double[] formula(Variant variant, double[] start, double[][] gradients) {
        double[] w = start.clone();
        double[] first = new double[SIZE];
        double[] second = new double[SIZE];
        double decay = variant.number("weight-decay");
        for (int t = 1; t <= gradients.length; t++) {
            for (int i = 0; i < SIZE; i++) {
                double g = gradients[t - 1][i];
                if (variant.name().equals("sgd")) {
                    double momentum = variant.number("momentum");
                    g += decay * w[i];
                    first[i] = momentum * first[i] + g;
                    w[i] -= RATE * (variant.flag("nesterov") ? g + momentum * first[i] : first[i]);
                    continue;
                }
                if (variant.name().equals("adamw")) {
                    w[i] *= 1 - RATE * decay;
                } else {
                    g += decay * w[i];
                }
                double b1 = variant.number("beta1");
                double b2 = variant.number("beta2");
                first[i] = b1 * first[i] + (1 - b1) * g;
                second[i] = b2 * second[i] + (1 - b2) * g * g;
                double m = first[i] / (1 - Math.pow(b1, t));
                double v = second[i] / (1 - Math.pow(b2, t));
                w[i] -= RATE * m / (Math.sqrt(v) + variant.number("eps"));
            }
        }
        return w;
    }

    private static double[] libtorch(Variant variant, double[] start, double[][] gradients) {
        try (StepScope scope = StepScope.open()) {
            Tensor weight = Tensors.of(start, SIZE).set_requires_grad(true);
            TensorVector weights = new TensorVector(weight);
            org.bytedeco.pytorch.Optimizer optimizer = libtorch(variant, weights);
            for (double[] gradient : gradients) {
                optimizer.zero_grad();
                // The gradient of w·g is g.
                weight.mul(Tensors.of(gradient, SIZE)).sum().backward();
                optimizer.step();
            }
            return Tensors.doubles(weight.detach());
        }
    }

    /** A C++ tuple, whose order in memory is the library's affair: the default, 0.9 before 0.999, shows it. */
    private static void betas(DoublePointer pair, Variant variant) {
        int first = pair.get(0) < pair.get(1) ? 0 : 1;
        pair.put(first, variant.number("beta1"));
        pair.put(1 - first, variant.number("beta2"));
    }

    private static org.bytedeco.pytorch.Optimizer libtorch(Variant variant, TensorVector weights) {
        double decay = variant.number("weight-decay");
        switch (variant.name()) {
            case "sgd" -> {
                SGDOptions options = new SGDOptions(RATE);
                options.momentum().put(variant.number("momentum"));
                options.nesterov().put(variant.flag("nesterov"));
                options.weight_decay().put(decay);
                return new SGD(weights, options);
            }
            case "adam" -> {
                AdamOptions options = new AdamOptions(RATE);
                betas(options.betas(), variant);
                options.eps().put(variant.number("eps"));
                options.weight_decay().put(decay);
                return new org.bytedeco.pytorch.Adam(weights, options);
            }
            default -> {
                AdamWOptions options = new AdamWOptions(RATE);
                betas(options.betas(), variant);
                options.eps().put(variant.number("eps"));
                options.weight_decay().put(decay);
                return new org.bytedeco.pytorch.AdamW(weights, options);
            }
        }
    }
}
