package dev.shatter.network;

import dev.shatter.data.Shape;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** x ↦ max(x, 0). */
public record Relu() implements Activation {
    @Override
    public String kind() {
        return "relu";
    }

    @Override
    public String text() {
        return "ReLU";
    }

    @Override
    public Tensor apply(Tensor x, Values values, Pass pass) {
        return torch.relu(x);
    }

    @Override
    public Optional<Pointwise.Curve> curve() {
        return Optional.of(new Pointwise.Curve(
                true,
                (y, x) -> torch.clamp_min_out(y, x, new Scalar(0f)),
                (gradient, y) -> torch.threshold_backward_out(gradient, gradient, y, new Scalar(0f))));
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
        return OptionalDouble.of(1);
    }

    @Override
    public boolean rectifies() {
        return true;
    }
}
