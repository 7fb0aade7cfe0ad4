package dev.shatter.network;

import dev.shatter.data.Shape;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Mean of each window, a channel at a time, without padding.
 *
 * @param window side of the window in pixels
 * @param stride step of the window in pixels
 */
public record AveragePool(int window, int stride) implements Operation {
    @Override
    public String kind() {
        return "pool";
    }

    @Override
    public String text() {
        return "average-pool " + window + "x" + window + "/" + stride;
    }

    @Override
    public Shape output(Shape input) {
        Layer.requireImage(input);
        return Shape.of(
                input.channels(),
                Layer.slid(input.height(), window, stride, 0),
                Layer.slid(input.width(), window, stride, 0));
    }

    @Override
    public Tensor apply(Tensor x, Values values, Pass pass) {
        return torch.avg_pool2d(
                x,
                new long[] {window, window},
                new long[] {stride, stride},
                new long[] {0, 0},
                false,
                true,
                new LongOptional());
    }
}
