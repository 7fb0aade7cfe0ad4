package dev.shatter.network;

import dev.shatter.data.Shape;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Largest value in each window, a channel at a time; padding counts as minus infinity.
 *
 * @param window side of the window in pixels
 * @param stride step of the window in pixels
 * @param padding added on each side, at most half the window
 */
public record MaxPool(int window, int stride, int padding) implements Operation {
    @Override
    public String kind() {
        return "pool";
    }

    @Override
    public String text() {
        return "max-pool " + window + "x" + window + "/" + stride;
    }

    @Override
    public Shape output(Shape input) {
        Layer.requireImage(input);
        return Shape.of(
                input.channels(),
                Layer.slid(input.height(), window, stride, padding),
                Layer.slid(input.width(), window, stride, padding));
    }

    @Override
    public Tensor apply(Tensor x, Values values, Pass pass) {
        return torch.max_pool2d(
                x,
                new long[] {window, window},
                new long[] {stride, stride},
                new long[] {padding, padding},
                new long[] {1, 1},
                false);
    }
}
