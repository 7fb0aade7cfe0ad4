package dev.shatter.network;

import dev.shatter.data.Shape;

/** A function of one value, applied to every value alone. */
public sealed interface Activation extends Operation
        permits Gelu, LeakyRelu, Logarithm, Relu, Relu6, Sigmoid, Silu, Softplus, Tanh {
    @Override
    default Shape output(Shape input) {
        return input;
    }

    @Override
    default boolean unitwise() {
        return true;
    }
}
