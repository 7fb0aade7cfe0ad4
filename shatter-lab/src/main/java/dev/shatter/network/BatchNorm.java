package dev.shatter.network;

import dev.shatter.data.Shape;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Batch normalisation: z ↦ scale · (z - mean) / sqrt(var + eps) + shift, a channel at a time.
 *
 * <p>In training, mean and biased variance of the batch (over examples and positions), which also move the running
 * statistics; in evaluation, the running statistics: a fixed affine map (see {@link Folding}). Source: Ioffe and Szegedy
 * 2015, arXiv:1502.03167. The small Inception of Zhang et al. 2017 has a shift and no scale.
 *
 * @param scale whether a factor a channel is trained; a shift always is
 */
public record BatchNorm(boolean scale) implements Operation {
    /** Added to the variance: libtorch's default. */
    public static final double EPSILON = 1e-5;

    /** Weight of the newest batch in the running statistics: libtorch's default. */
    static final double MOMENTUM = 0.1;

    @Override
    public String kind() {
        return "bn";
    }

    @Override
    public String text() {
        return "batch norm" + (scale ? "" : ", no scale");
    }

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public List<ParameterSpec> parameters(Shape input) {
        List<ParameterSpec> specs = new ArrayList<>();
        if (scale) {
            specs.add(ParameterSpec.vector("scale", ParameterSpec.Role.SCALE, input.channels(), 1));
        }
        specs.add(ParameterSpec.vector("shift", ParameterSpec.Role.SHIFT, input.channels(), 1));
        return specs;
    }

    @Override
    public List<ParameterSpec> buffers(Shape input) {
        return List.of(
                ParameterSpec.vector("mean", ParameterSpec.Role.MEAN, input.channels(), 1),
                ParameterSpec.vector("variance", ParameterSpec.Role.VARIANCE, input.channels(), 1));
    }

    @Override
    public Tensor apply(Tensor x, Values values, Pass pass) {
        return torch.batch_norm(
                x,
                scale ? new TensorOptional(values.get("scale")) : new TensorOptional(),
                new TensorOptional(values.get("shift")),
                new TensorOptional(values.get("mean")),
                new TensorOptional(values.get("variance")),
                pass.training(),
                MOMENTUM,
                EPSILON,
                false);
    }

    /** Channels of different networks are different channels: [n, m · channels, …]. */
    @Override
    public Tensor applyToEach(Tensor x, Values values, Pass pass) {
        Tensor channels = x.transpose(0, 1).flatten(1, 2);
        Tensor normalised = apply(channels, name -> values.get(name).flatten(0, 1), pass);
        return normalised.unflatten(1, x.size(0), x.size(2)).transpose(0, 1);
    }
}
