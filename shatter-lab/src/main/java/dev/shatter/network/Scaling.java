package dev.shatter.network;

import dev.shatter.data.Shape;
import java.util.OptionalDouble;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * x ↦ c x with a fixed c; path norms keep the factor as it is, as they do those of average pools.
 *
 * @param factor c &gt; 0
 */
public record Scaling(double factor) implements Operation {
    public Scaling {
        if (!(factor > 0) || Double.isInfinite(factor)) {
            throw new IllegalArgumentException("factor: " + factor);
        }
    }

    @Override
    public String kind() {
        return "scaling";
    }

    @Override
    public String text() {
        return "times " + factor;
    }

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public Tensor apply(Tensor x, Values values, Pass pass) {
        return x.mul(new Scalar(factor));
    }

    @Override
    public boolean linear() {
        return true;
    }

    @Override
    public boolean homogeneous() {
        return true;
    }

    @Override
    public OptionalDouble comparisons(Shape input) {
        return OptionalDouble.of(0);
    }

    @Override
    public OptionalDouble lipschitz(Shape input) {
        return OptionalDouble.of(factor);
    }
}
