package dev.shatter.network;

import dev.shatter.data.Shape;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** x ↦ max(x, 0), a value at a time. */
public record Relu() implements Operation {
    @Override
    public String kind() {
        return "relu";
    }

    @Override
    public String text() {
        return "ReLU";
    }

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public Tensor apply(Tensor x, Values values, Pass pass) {
        return torch.relu(x);
    }
}
