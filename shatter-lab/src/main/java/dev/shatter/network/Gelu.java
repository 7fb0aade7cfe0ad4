package dev.shatter.network;

import dev.shatter.data.Shape;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * x ↦ x Φ(x), Φ the standard normal distribution function (Hendrycks and Gimpel 2016, arXiv:1606.08415).
 *
 * @param approximate by 0.5 x (1 + tanh(√(2/π) (x + 0.044715 x³)))
 */
public record Gelu(boolean approximate) implements Activation {
    /** Φ(√2) + √2 φ(√2), the slope at x = √2, rounded up. */
    private static final double LIPSCHITZ = 1.128905;

    /** Largest slope of the approximation, near x = √2, rounded up. */
    private static final double LIPSCHITZ_APPROXIMATE = 1.128994;

    @Override
    public String kind() {
        return "gelu";
    }

    @Override
    public String text() {
        return approximate ? "GELU, tanh approximation" : "GELU";
    }

    @Override
    public Tensor apply(Tensor x, Values values, Pass pass) {
        return torch.gelu(x, approximate ? "tanh" : "none");
    }

    @Override
    public Optional<Pointwise.Curve> curve() {
        String form = approximate ? "tanh" : "none";
        return Optional.of(new Pointwise.Curve(
                false,
                (y, x) -> torch.gelu_out(y, x, form),
                (gradient, x) -> torch.gelu_backward_out(gradient, gradient, x, form)));
    }

    @Override
    public OptionalDouble lipschitz(Shape input) {
        return OptionalDouble.of(approximate ? LIPSCHITZ_APPROXIMATE : LIPSCHITZ);
    }

    @Override
    public boolean fixesZero() {
        return true;
    }
}
