package dev.shatter.network;

import dev.shatter.data.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Two-dimensional cross-correlation with kernel [out, in/groups, kh, kw], zero padding. The channels fall into groups;
 * each group of outputs sees its group of inputs only.
 *
 * @param out number of output channels, a multiple of the groups
 * @param rows how the kernel moves from top to bottom
 * @param columns how it moves from left to right
 * @param groups number of groups; 1 = every output sees every input, as many as channels = depthwise
 * @param bias whether a number is added to each output channel
 */
public record Convolution(int out, Side rows, Side columns, int groups, boolean bias) implements Operation {
    public Convolution {
        if (groups < 1 || out % groups != 0) {
            throw new IllegalArgumentException(out + " output channels do not fall into " + groups + " groups");
        }
    }

    /** A square kernel, in one group. */
    public Convolution(int out, int kernel, int stride, int padding, boolean bias) {
        this(out, Side.of(kernel, stride, padding), Side.of(kernel, stride, padding), 1, bias);
    }

    /** Stride 1, output as large as the input; k odd. */
    public static Convolution same(int out, int kernel, boolean bias) {
        return new Convolution(out, kernel, 1, (kernel - 1) / 2, bias);
    }

    @Override
    public String kind() {
        return "conv";
    }

    @Override
    public String text() {
        return "convolution " + rows.window() + "x" + columns.window()
                + (columns.stride() == 1 ? "" : "/" + columns.stride()) + ", " + out + " channels"
                + (groups == 1 ? "" : ", " + groups + " groups")
                + (columns.dilation() == 1 ? "" : ", dilation " + columns.dilation())
                + (bias ? "" : ", no bias");
    }

    @Override
    public Shape output(Shape input) {
        Layer.requireImage(input);
        if (input.channels() % groups != 0) {
            throw new IllegalArgumentException(
                    "cannot divide " + input.channels() + " input channels into " + groups + " groups");
        }
        return Shape.of(out, rows.slid(input.height()), columns.slid(input.width()));
    }

    @Override
    public List<ParameterSpec> parameters(Shape input) {
        int in = input.channels() / groups;
        long window = (long) rows.window() * columns.window();
        long fanIn = in * window;
        List<ParameterSpec> specs = new ArrayList<>();
        specs.add(ParameterSpec.weight(fanIn, out / groups * window, out, in, rows.window(), columns.window()));
        if (bias) {
            specs.add(ParameterSpec.vector("bias", ParameterSpec.Role.BIAS, out, fanIn));
        }
        return specs;
    }

    @Override
    public Tensor apply(Tensor x, Values values, Pass pass) {
        return convolved(
                x, values.get("weight"), bias ? new TensorOptional(values.get("bias")) : new TensorOptional(), groups);
    }

    /**
     * A kernel of one pixel with a stride sees the pixels that it steps on and no others, and is given these. oneDNN writes
     * past its memory in the gradient by such a kernel, where fewer channels come in than fill a vector (<a
     * href="https://github.com/uxlfoundation/oneDNN/issues/6035">oneDNN issue 6035</a>).
     */
    private Tensor convolved(Tensor x, Tensor weight, TensorOptional added, long inGroups) {
        boolean onePixel = rows.window() == 1 && columns.window() == 1 && rows.padding() == 0 && columns.padding() == 0;
        Tensor seen = onePixel ? every(rows.stride(), 2, every(columns.stride(), 3, x)) : x;
        return torch.conv2d(
                seen,
                weight,
                added,
                onePixel ? new long[] {1, 1} : new long[] {rows.stride(), columns.stride()},
                new long[] {rows.padding(), columns.padding()},
                new long[] {rows.dilation(), columns.dilation()},
                inGroups);
    }

    private static Tensor every(int step, int dimension, Tensor x) {
        return step == 1 ? x : x.slice(dimension, new LongOptional(0), new LongOptional(), step);
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
        return Optional.of(new WeightKernel(rows, columns, groups, true));
    }

    @Override
    public Optional<Operation> biased() {
        return Optional.of(new Convolution(out, rows, columns, groups, true));
    }

    /** Convolutions in as many groups take twice the time of one after another: docs/measured/small-networks.md. */
    @Override
    public boolean gainsTogether() {
        return false;
    }

    /** As one convolution with a group of channels for each network: [n, m · channels, height, width]. */
    @Override
    public Tensor applyToEach(Tensor x, Values values, Pass pass) {
        long m = x.size(0);
        Tensor convolved = convolved(
                x.transpose(0, 1).flatten(1, 2),
                values.get("weight").flatten(0, 1),
                bias ? new TensorOptional(values.get("bias").flatten(0, 1)) : new TensorOptional(),
                m * groups);
        return convolved.unflatten(1, m, out).transpose(0, 1);
    }
}
