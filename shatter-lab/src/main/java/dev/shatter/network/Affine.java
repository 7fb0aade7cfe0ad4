package dev.shatter.network;

import dev.shatter.data.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** z ↦ scale · z + shift, a channel at a time: what a batch norm is in evaluation where no layer can take it in. */
public record Affine() implements Operation {
    @Override
    public String kind() {
        return "affine";
    }

    @Override
    public String text() {
        return "scale and shift a channel";
    }

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public List<ParameterSpec> parameters(Shape input) {
        return List.of(
                ParameterSpec.vector("scale", ParameterSpec.Role.SCALE, input.channels(), 1),
                ParameterSpec.vector("shift", ParameterSpec.Role.SHIFT, input.channels(), 1));
    }

    @Override
    public Tensor apply(Tensor x, Values values, Pass pass) {
        long[] spread = new long[Math.toIntExact(x.dim())];
        Arrays.fill(spread, 1);
        spread[1] = x.size(1);
        return torch.addcmul(
                values.get("shift").view(spread), values.get("scale").view(spread), x);
    }

    @Override
    public Tensor applyToEach(Tensor x, Values values, Pass pass) {
        long[] spread = new long[Math.toIntExact(x.dim())];
        Arrays.fill(spread, 1);
        spread[0] = x.size(0);
        spread[2] = x.size(2);
        return torch.addcmul(
                values.get("shift").view(spread), values.get("scale").view(spread), x);
    }

    @Override
    public boolean homogeneous() {
        return true;
    }

    @Override
    public boolean fresh() {
        return true;
    }

    @Override
    public OptionalDouble comparisons(Shape input) {
        return OptionalDouble.of(0);
    }
}
