package dev.shatter.network;

import dev.shatter.data.Shape;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** x ↦ x / (1 + exp(-x)), also called swish (Ramachandran, Zoph and Le 2017, arXiv:1710.05941). */
public record Silu() implements Activation {
    /** Largest slope, at x = 2.39936, rounded up. */
    private static final double LIPSCHITZ = 1.09984;

    @Override
    public String kind() {
        return "silu";
    }

    @Override
    public String text() {
        return "SiLU";
    }

    @Override
    public Tensor apply(Tensor x, Values values, Pass pass) {
        return torch.silu(x);
    }

    @Override
    public Optional<Pointwise.Curve> curve() {
        return Optional.of(new Pointwise.Curve(
                false,
                (y, x) -> torch.silu_out(y, x),
                (gradient, x) -> torch.silu_backward_out(gradient, gradient, x)));
    }

    @Override
    public OptionalDouble lipschitz(Shape input) {
        return OptionalDouble.of(LIPSCHITZ);
    }

    @Override
    public boolean fixesZero() {
        return true;
    }
}
