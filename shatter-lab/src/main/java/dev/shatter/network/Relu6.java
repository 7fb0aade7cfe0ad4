package dev.shatter.network;

import dev.shatter.data.Shape;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** x ↦ min(max(x, 0), 6). Source: Howard et al. 2017 (MobileNets), arXiv:1704.04861. */
public record Relu6() implements Activation {
    private static final double BOUND = 6;

    @Override
    public String kind() {
        return "relu6";
    }

    @Override
    public String text() {
        return "ReLU6";
    }

    @Override
    public Tensor apply(Tensor x, Values values, Pass pass) {
        return x.clamp_min(new Scalar(0.0)).clamp_max(new Scalar(BOUND));
    }

    @Override
    public Optional<Pointwise.Curve> curve() {
        return Optional.of(new Pointwise.Curve(
                false,
                (y, x) -> torch.clamp_out(
                        y, x, new ScalarOptional(new Scalar(0f)), new ScalarOptional(new Scalar(BOUND))),
                (gradient, x) -> gradient.mul_(x.ge(new Scalar(0f)).logical_and(x.le(new Scalar(BOUND))))));
    }

    /** Whether each value is beyond 6; the layer before is asked for its sign. */
    @Override
    public OptionalDouble comparisons(Shape input) {
        return OptionalDouble.of(input.elements());
    }

    @Override
    public OptionalDouble lipschitz(Shape input) {
        return OptionalDouble.of(1);
    }

    @Override
    public boolean fixesZero() {
        return true;
    }
}
