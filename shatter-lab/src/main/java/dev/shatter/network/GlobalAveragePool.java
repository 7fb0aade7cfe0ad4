package dev.shatter.network;

import dev.shatter.data.Shape;
import java.util.OptionalDouble;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Mean over all positions: [channels, height, width] ↦ [channels]. */
public record GlobalAveragePool() implements Operation {
    @Override
    public String kind() {
        return "mean";
    }

    @Override
    public String text() {
        return "global average pool";
    }

    @Override
    public Shape output(Shape input) {
        Layer.requireImage(input);
        return Shape.of(input.channels());
    }

    @Override
    public Tensor apply(Tensor x, Values values, Pass pass) {
        return torch.mean(x, new long[] {2, 3}, false, new ScalarTypeOptional());
    }

    @Override
    public boolean linear() {
        return true;
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
        return OptionalDouble.of(1 / Math.sqrt((double) input.height() * input.width()));
    }
}
