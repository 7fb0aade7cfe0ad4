package dev.shatter.network;

import dev.shatter.data.Shape;
import java.util.OptionalDouble;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Mean of each window, a channel at a time; padding counts as zeros.
 *
 * @param rows how the window moves from top to bottom, undilated
 * @param columns how it moves from left to right, undilated
 */
public record AveragePool(Side rows, Side columns) implements Operation {
    /** A square window, without padding. */
    public AveragePool(int window, int stride) {
        this(Side.of(window, stride, 0), Side.of(window, stride, 0));
    }

    @Override
    public String kind() {
        return "pool";
    }

    @Override
    public String text() {
        return "average-pool " + rows.window() + "x" + columns.window() + "/" + columns.stride();
    }

    @Override
    public Shape output(Shape input) {
        Layer.requireImage(input);
        return Shape.of(input.channels(), rows.slid(input.height()), columns.slid(input.width()));
    }

    @Override
    public Tensor apply(Tensor x, Values values, Pass pass) {
        return torch.avg_pool2d(
                x,
                new long[] {rows.window(), columns.window()},
                new long[] {rows.stride(), columns.stride()},
                new long[] {rows.padding(), columns.padding()},
                false,
                true,
                new LongOptional());
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

    /** 1/√s for windows of s values that do not overlap; else by Schur's test, rows of sum 1 and columns of overlap/s. */
    @Override
    public OptionalDouble lipschitz(Shape input) {
        double overlap = (double) rows.overlap() * columns.overlap();
        return OptionalDouble.of(Math.sqrt(overlap / ((double) rows.window() * columns.window())));
    }
}
