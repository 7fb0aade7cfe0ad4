package dev.shatter.network;

import dev.shatter.data.Shape;
import java.util.OptionalDouble;
import org.bytedeco.pytorch.Tensor;

/** A vector [length] as an image [1, 1, length], and [channels, length] as [channels, 1, length]: for convolutions along it. */
public record Signal() implements Operation {
    @Override
    public String kind() {
        return "signal";
    }

    @Override
    public String text() {
        return "signal of one row";
    }

    @Override
    public Shape output(Shape input) {
        return switch (input.sizes().size()) {
            case 1 -> Shape.of(1, 1, input.sizes().get(0));
            case 2 -> Shape.of(input.sizes().get(0), 1, input.sizes().get(1));
            default -> throw new IllegalArgumentException("needs vectors, not samples of shape " + input);
        };
    }

    @Override
    public Tensor apply(Tensor x, Values values, Pass pass) {
        return x.dim() == 2 ? x.view(x.size(0), 1, 1, x.size(1)) : x.unsqueeze(2);
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
        return OptionalDouble.of(1);
    }
}
