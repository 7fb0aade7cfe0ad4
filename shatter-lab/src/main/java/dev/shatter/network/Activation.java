package dev.shatter.network;

import dev.shatter.data.Shape;
import java.util.Optional;
import java.util.function.Function;

/** A function of one value, applied to every value alone. */
public sealed interface Activation extends Operation
        permits Gelu, LeakyRelu, Logarithm, Relu, Relu6, Sigmoid, Silu, Softplus, Tanh {
    @Override
    default Shape output(Shape input) {
        return input;
    }

    /** The function with its derivative; empty where autograd differentiates it. */
    default Optional<Pointwise.Curve> curve() {
        return Optional.empty();
    }

    @Override
    default Optional<Function<Site, Stage>> stage() {
        return curve().map(curve -> site -> new Pointwise(curve, site));
    }

    @Override
    default boolean unitwise() {
        return true;
    }
}
