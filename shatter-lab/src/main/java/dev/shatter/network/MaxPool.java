package dev.shatter.network;

import dev.shatter.data.Shape;
import java.util.OptionalDouble;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Largest value in each window, a channel at a time; padding counts as minus infinity, at most half the window.
 *
 * @param rows how the window moves from top to bottom
 * @param columns how it moves from left to right
 */
public record MaxPool(Side rows, Side columns) implements Operation {
    /** A square window. */
    public MaxPool(int window, int stride, int padding) {
        this(Side.of(window, stride, padding), Side.of(window, stride, padding));
    }

    @Override
    public String kind() {
        return "pool";
    }

    @Override
    public String text() {
        return "max-pool " + rows.window() + "x" + columns.window() + "/" + columns.stride();
    }

    @Override
    public Shape output(Shape input) {
        Layer.requireImage(input);
        return Shape.of(input.channels(), rows.slid(input.height()), columns.slid(input.width()));
    }

    @Override
    public Tensor apply(Tensor x, Values values, Pass pass) {
        return torch.max_pool2d(
                x,
                new long[] {rows.window(), columns.window()},
                new long[] {rows.stride(), columns.stride()},
                new long[] {rows.padding(), columns.padding()},
                new long[] {rows.dilation(), columns.dilation()},
                false);
    }

    @Override
    public boolean homogeneous() {
        return true;
    }

    /** Each pair of values in each window. */
    @Override
    public OptionalDouble comparisons(Shape input) {
        double window = (double) rows.window() * columns.window();
        return OptionalDouble.of(output(input).elements() * window * (window - 1) / 2);
    }

    /** The square root of the number of windows a value is in. */
    @Override
    public OptionalDouble lipschitz(Shape input) {
        return OptionalDouble.of(Math.sqrt((double) rows.overlap() * columns.overlap()));
    }
}
