package dev.shatter.network;

import dev.shatter.data.Shape;
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
 * @param epsilon added to the variance, &gt; 0
 */
public record BatchNorm(boolean scale, double epsilon) implements Normalisation {
    /** Added to the variance: libtorch's default. */
    public static final double EPSILON = 1e-5;

    /** Weight of the newest batch in the running statistics: libtorch's default. */
    static final double MOMENTUM = 0.1;

    /** With libtorch's usual epsilon. */
    public BatchNorm(boolean scale) {
        this(scale, EPSILON);
    }

    @Override
    public String kind() {
        return "bn";
    }

    @Override
    public String text() {
        return "batch norm" + (scale ? "" : ", no scale");
    }

    @Override
    public boolean shift() {
        return true;
    }

    @Override
    public Shape affine(Shape input) {
        return Shape.of(input.channels());
    }

    @Override
    public boolean fresh() {
        return true;
    }

    @Override
    public List<ParameterSpec> buffers(Shape input) {
        return List.of(
                ParameterSpec.vector("mean", ParameterSpec.Role.MEAN, input.channels(), 1),
                ParameterSpec.vector("variance", ParameterSpec.Role.VARIANCE, input.channels(), 1));
    }

    @Override
    public Tensor apply(Tensor x, Values values, Pass pass) {
        return normalised(x, factor(values, pass), new TensorOptional(values.get("shift")), values, pass);
    }

    private TensorOptional factor(Values values, Pass pass) {
        if (scale) {
            return new TensorOptional(values.get("scale"));
        }
        // In evaluation libtorch has no second derivative without a factor; in training it has.
        return pass.training() ? new TensorOptional() : new TensorOptional(torch.ones_like(values.get("mean")));
    }

    @Override
    public Tensor standardise(Tensor x, Values values, Pass pass) {
        return normalised(x, new TensorOptional(), new TensorOptional(), values, pass);
    }

    private Tensor normalised(Tensor x, TensorOptional factor, TensorOptional added, Values values, Pass pass) {
        return torch.batch_norm(
                x,
                factor,
                added,
                new TensorOptional(values.get("mean")),
                new TensorOptional(values.get("variance")),
                pass.training(),
                MOMENTUM,
                epsilon,
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
