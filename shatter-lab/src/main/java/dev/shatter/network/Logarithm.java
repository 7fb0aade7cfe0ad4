package dev.shatter.network;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** p ↦ ln p of probabilities: the logits of a model that ends in a softmax, up to a number for each example. */
public record Logarithm() implements Activation {
    /** Smallest normal number of fp32: a probability that underflowed is not 0. */
    private static final double SMALLEST = 1.1754944e-38;

    @Override
    public String kind() {
        return "log";
    }

    @Override
    public String text() {
        return "logarithm of the probabilities";
    }

    @Override
    public Tensor apply(Tensor x, Values values, Pass pass) {
        return x.clamp_min(new Scalar(SMALLEST)).log();
    }
}
