package dev.shatter.network;

import dev.shatter.data.Shape;
import java.util.OptionalDouble;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Every stride-th pixel of both sides, with channels of zeros added at the end: the shortcut without parameters of He et al.
 * 2016, arXiv:1512.03385 (option A).
 *
 * @param out number of output channels, at least that of the input
 * @param stride distance of the pixels that are kept
 */
public record Subsample(int out, int stride) implements Operation {
    @Override
    public String kind() {
        return "subsample";
    }

    @Override
    public String text() {
        return "every " + stride + ". pixel, zeros up to " + out + " channels";
    }

    @Override
    public Shape output(Shape input) {
        Layer.requireImage(input);
        if (out < input.channels()) {
            throw new IllegalArgumentException("cannot make " + out + " channels of " + input.channels());
        }
        Side side = Side.of(1, stride, 0);
        return Shape.of(out, side.slid(input.height()), side.slid(input.width()));
    }

    @Override
    public Tensor apply(Tensor x, Values values, Pass pass) {
        // A window of one pixel: its mean is the pixel.
        Tensor kept = new AveragePool(1, stride).apply(x, values, pass);
        long missing = out - x.size(1);
        if (missing == 0) {
            return kept;
        }
        Tensor zeros = torch.zeros(new long[] {x.size(0), missing, kept.size(2), kept.size(3)}, kept.options());
        return torch.cat(new TensorVector(kept, zeros), 1);
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
