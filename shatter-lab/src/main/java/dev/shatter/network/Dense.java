package dev.shatter.network;

import dev.shatter.data.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * x ↦ W x + b with W of shape [out, in].
 *
 * @param out number of outputs
 * @param bias whether there is a b
 */
public record Dense(int out, boolean bias) implements Operation {
    @Override
    public String kind() {
        return "dense";
    }

    @Override
    public String text() {
        return "dense, " + out + " units" + (bias ? "" : ", no bias");
    }

    @Override
    public Shape output(Shape input) {
        if (input.sizes().size() != 1) {
            throw new IllegalArgumentException("needs vectors, not samples of shape " + input);
        }
        return Shape.of(out);
    }

    @Override
    public List<ParameterSpec> parameters(Shape input) {
        int in = Math.toIntExact(input.elements());
        List<ParameterSpec> specs = new ArrayList<>();
        specs.add(ParameterSpec.weight(in, out, out, in));
        if (bias) {
            specs.add(ParameterSpec.vector("bias", ParameterSpec.Role.BIAS, out, in));
        }
        return specs;
    }

    @Override
    public Tensor apply(Tensor x, Values values, Pass pass) {
        return bias
                ? torch.linear(x, values.get("weight"), new TensorOptional(values.get("bias")))
                : torch.linear(x, values.get("weight"));
    }

    @Override
    public Tensor applyToEach(Tensor x, Values values, Pass pass) {
        Tensor weight = values.get("weight").transpose(1, 2);
        return bias ? torch.baddbmm(values.get("bias").unsqueeze(1), x, weight) : torch.bmm(x, weight);
    }

    @Override
    public Optional<Function<Site, Stage>> stage() {
        return Optional.of(site -> new DenseStage(this, site));
    }

    @Override
    public boolean homogeneous() {
        return true;
    }

    @Override
    public boolean fresh() {
        return true;
    }

    /** Its outputs are the units that are counted. */
    @Override
    public OptionalDouble comparisons(Shape input) {
        return OptionalDouble.of(0);
    }

    @Override
    public Optional<WeightKernel> kernel() {
        return Optional.of(WeightKernel.MATRIX);
    }

    @Override
    public Optional<Operation> biased() {
        return Optional.of(new Dense(out, true));
    }
}
