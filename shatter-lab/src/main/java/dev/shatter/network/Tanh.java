package dev.shatter.network;

import dev.shatter.data.Shape;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** x ↦ tanh(x), a value at a time. */
public record Tanh() implements Operation {
    @Override
    public String kind() {
        return "tanh";
    }

    @Override
    public String text() {
        return "tanh";
    }

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public Tensor apply(Tensor x, Values values, Pass pass) {
        return torch.tanh(x);
    }
}
