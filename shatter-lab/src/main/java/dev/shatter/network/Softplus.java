package dev.shatter.network;

import dev.shatter.data.Shape;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** x ↦ ln(1 + exp(x)). */
public record Softplus() implements Activation {
    @Override
    public String kind() {
        return "softplus";
    }

    @Override
    public String text() {
        return "softplus";
    }

    @Override
    public Tensor apply(Tensor x, Values values, Pass pass) {
        return torch.softplus(x);
    }

    @Override
    public Optional<Pointwise.Curve> curve() {
        return Optional.of(new Pointwise.Curve(
                false,
                (y, x) -> torch.softplus_out(y, x),
                (gradient, x) -> torch.softplus_backward_out(gradient, gradient, x, new Scalar(1), new Scalar(20))));
    }

    @Override
    public OptionalDouble lipschitz(Shape input) {
        return OptionalDouble.of(1);
    }
}
