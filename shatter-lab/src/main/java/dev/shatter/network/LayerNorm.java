package dev.shatter.network;

import dev.shatter.data.Shape;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Layer normalisation: mean and variance of each example over the last axes of its shape, with a scale and a shift for
 * every value along them. Source: Ba, Kiros and Hinton 2016, arXiv:1607.06450.
 *
 * @param axes number of last axes, ≥ 1
 * @param epsilon added to the variance, &gt; 0
 * @param scale whether factors are trained
 * @param shift whether summands are trained
 */
public record LayerNorm(int axes, double epsilon, boolean scale, boolean shift) implements Normalisation {
    @Override
    public String kind() {
        return "ln";
    }

    @Override
    public String text() {
        return "layer norm";
    }

    @Override
    public Shape affine(Shape input) {
        int dimensions = input.sizes().size();
        if (axes > dimensions) {
            throw new IllegalArgumentException("normalises " + axes + " axes of samples of shape " + input);
        }
        return new Shape(input.sizes().subList(dimensions - axes, dimensions));
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
        long[] sizes = Arrays.copyOfRange(x.shape(), x.shape().length - axes, x.shape().length);
        return torch.layer_norm(x, sizes, factor, added, epsilon, false);
    }

    @Override
    public long[] spread(Tensor x) {
        long[] sizes = x.shape();
        Arrays.fill(sizes, 0, sizes.length - axes, 1);
        return sizes;
    }
}
