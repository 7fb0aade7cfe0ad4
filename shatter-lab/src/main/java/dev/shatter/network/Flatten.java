package dev.shatter.network;

import dev.shatter.data.Shape;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Any shape ↦ one vector, row-major: [channels, height, width] ↦ [channels · height · width]. */
public record Flatten() implements Operation {
    @Override
    public String kind() {
        return "flatten";
    }

    @Override
    public String text() {
        return "flatten";
    }

    @Override
    public Shape output(Shape input) {
        return Shape.of(Math.toIntExact(input.elements()));
    }

    @Override
    public Tensor apply(Tensor x, Values values, Pass pass) {
        return torch.flatten(x, 1, -1);
    }

    @Override
    public Optional<Function<Site, Stage>> stage() {
        return Optional.of(View::new);
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
