package dev.shatter.network;

import dev.shatter.data.Shape;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * x ↦ max(x, 0) + slope · min(x, 0).
 *
 * @param slope of negative inputs
 */
public record LeakyRelu(double slope) implements Activation {
    @Override
    public String kind() {
        return "leaky";
    }

    @Override
    public String text() {
        return "leaky ReLU, slope " + slope;
    }

    @Override
    public Tensor apply(Tensor x, Values values, Pass pass) {
        return torch.leaky_relu(x, new Scalar(slope));
    }

    @Override
    public Optional<Pointwise.Curve> curve() {
        return Optional.of(new Pointwise.Curve(
                false,
                (y, x) -> torch.leaky_relu_out(y, x, new Scalar(slope)),
                (gradient, x) -> torch.leaky_relu_backward_out(gradient, gradient, x, new Scalar(slope), false)));
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
        return OptionalDouble.of(Math.max(1, Math.abs(slope)));
    }
}
