package dev.shatter.network;

import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** A function of every value alone: y = f(x), and g f'(x) for the gradient g by y, in its memory. */
final class Pointwise implements Stage {
    /** y ← f(x); both may be the same memory where {@link Curve#byOutput}. */
    @FunctionalInterface
    interface Value {
        Tensor into(Tensor y, Tensor x);
    }

    /** g ← g f'(x) with x, or y = f(x). */
    @FunctionalInterface
    interface Slope {
        Tensor into(Tensor gradient, Tensor seen);
    }

    /**
     * A function with its derivative.
     *
     * @param byOutput whether the derivative is one of the output: the input is not needed any more
     */
    record Curve(boolean byOutput, Value value, Slope slope) {}

    private final Curve curve;
    private final @Nullable Tensor output;
    private @Nullable Tensor seen;

    Pointwise(Curve curve, Site site) {
        this.curve = curve;
        this.output = curve.byOutput() && site.overwrites() ? null : site.memory(site.input());
    }

    @Override
    public Tensor forward(Tensor x) {
        Tensor y = output == null ? x : output;
        curve.value().into(y, x);
        seen = curve.byOutput() ? y : x;
        return y;
    }

    @Override
    public @Nullable Tensor backward(Tensor gradient) {
        if (seen == null) {
            throw new IllegalStateException("backward before forward");
        }
        curve.slope().into(gradient, seen);
        return gradient;
    }
}
