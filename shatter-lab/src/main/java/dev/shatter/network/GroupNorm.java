package dev.shatter.network;

import dev.shatter.data.Shape;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Group normalisation: mean and variance of each example over the positions and channels of each group of channels, with a
 * scale and a shift a channel. One group is layer normalisation of an image. Source: Wu and He 2018, arXiv:1803.08494.
 *
 * @param groups a divisor of the number of channels
 * @param epsilon added to the variance, &gt; 0
 * @param scale whether a factor a channel is trained
 * @param shift whether a number a channel is trained
 */
public record GroupNorm(int groups, double epsilon, boolean scale, boolean shift) implements Normalisation {
    @Override
    public String kind() {
        return "gn";
    }

    @Override
    public String text() {
        return "group norm, " + groups + (groups == 1 ? " group" : " groups");
    }

    @Override
    public Shape affine(Shape input) {
        if (input.channels() % groups != 0) {
            throw new IllegalArgumentException(
                    "cannot divide " + input.channels() + " channels into " + groups + " groups");
        }
        return Shape.of(input.channels());
    }

    @Override
    public Tensor apply(Tensor x, Values values, Pass pass) {
        return normalised(
                x,
                scale ? new TensorOptional(values.get("scale")) : new TensorOptional(),
                shift ? new TensorOptional(values.get("shift")) : new TensorOptional());
    }

    @Override
    public Tensor standardise(Tensor x, Values values, Pass pass) {
        return normalised(x, new TensorOptional(), new TensorOptional());
    }

    private Tensor normalised(Tensor x, TensorOptional factor, TensorOptional added) {
        return torch.group_norm(x, groups, factor, added, epsilon, false);
    }
}
