package dev.shatter.network;

import dev.shatter.data.Shape;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** x ↦ tanh(x). */
public record Tanh() implements Activation {
    @Override
    public String kind() {
        return "tanh";
    }

    @Override
    public String text() {
        return "tanh";
    }

    @Override
    public Tensor apply(Tensor x, Values values, Pass pass) {
        return torch.tanh(x);
    }

    @Override
    public Optional<Pointwise.Curve> curve() {
        return Optional.of(new Pointwise.Curve(
                true, (y, x) -> torch.tanh_out(y, x), (gradient, y) -> torch.tanh_backward_out(gradient, gradient, y)));
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
