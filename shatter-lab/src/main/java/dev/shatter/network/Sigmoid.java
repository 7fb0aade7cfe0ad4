package dev.shatter.network;

import dev.shatter.data.Shape;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** x ↦ 1 / (1 + exp(-x)). */
public record Sigmoid() implements Activation {
    @Override
    public String kind() {
        return "sigmoid";
    }

    @Override
    public String text() {
        return "sigmoid";
    }

    @Override
    public Tensor apply(Tensor x, Values values, Pass pass) {
        return torch.sigmoid(x);
    }

    @Override
    public Optional<Pointwise.Curve> curve() {
        return Optional.of(new Pointwise.Curve(
                true,
                (y, x) -> torch.sigmoid_out(y, x),
                (gradient, y) -> torch.sigmoid_backward_out(gradient, gradient, y)));
    }

    @Override
    public OptionalDouble lipschitz(Shape input) {
        return OptionalDouble.of(0.25);
    }
}
