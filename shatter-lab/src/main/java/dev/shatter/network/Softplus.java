package dev.shatter.network;

import dev.shatter.data.Shape;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** x ↦ ln(1 + exp(x)), a smooth ReLU, a value at a time. */
public record Softplus() implements Operation {
    @Override
    public String kind() {
        return "softplus";
    }

    @Override
    public String text() {
        return "softplus";
    }

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public Tensor apply(Tensor x, Values values, Pass pass) {
        return torch.softplus(x);
    }
}
