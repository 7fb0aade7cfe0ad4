package dev.shatter.network;

import dev.shatter.data.Shape;
import java.util.OptionalDouble;
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
    public OptionalDouble lipschitz(Shape input) {
        return OptionalDouble.of(1);
    }
}
