package dev.shatter.network;

import dev.shatter.data.Shape;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Two-dimensional cross-correlation with kernel [out, in, k, k], zero padding on all sides.
 *
 * @param out number of output channels
 * @param kernel side k of the kernel in pixels
 * @param stride step of the kernel in pixels
 * @param padding zeros added on each side; (k-1)/2 keeps the image's size at stride 1
 * @param bias whether a number is added to each output channel
 */
public record Convolution(int out, int kernel, int stride, int padding, boolean bias) implements Operation {
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
        return "convolution " + kernel + "x" + kernel + (stride == 1 ? "" : "/" + stride) + ", " + out + " channels"
                + (bias ? "" : ", no bias");
    }

    @Override
    public Shape output(Shape input) {
        Layer.requireImage(input);
        return Shape.of(
                out,
                Layer.slid(input.height(), kernel, stride, padding),
                Layer.slid(input.width(), kernel, stride, padding));
    }

    @Override
    public List<ParameterSpec> parameters(Shape input) {
        long window = (long) kernel * kernel;
        long fanIn = input.channels() * window;
        List<ParameterSpec> specs = new ArrayList<>();
        specs.add(ParameterSpec.weight(fanIn, out * window, out, input.channels(), kernel, kernel));
        if (bias) {
            specs.add(ParameterSpec.vector("bias", ParameterSpec.Role.BIAS, out, fanIn));
        }
        return specs;
    }

    @Override
    public Tensor apply(Tensor x, Values values, Pass pass) {
        TensorOptional added = bias ? new TensorOptional(values.get("bias")) : new TensorOptional();
        return torch.conv2d(
                x,
                values.get("weight"),
                added,
                new long[] {stride, stride},
                new long[] {padding, padding},
                new long[] {1, 1},
                1);
    }

    /** As one convolution with a group of channels for each network: [n, m · channels, height, width]. */
    @Override
    public Tensor applyToEach(Tensor x, Values values, Pass pass) {
        long m = x.size(0);
        Tensor convolved = torch.conv2d(
                x.transpose(0, 1).flatten(1, 2),
                values.get("weight").flatten(0, 1),
                bias ? new TensorOptional(values.get("bias").flatten(0, 1)) : new TensorOptional(),
                new long[] {stride, stride},
                new long[] {padding, padding},
                new long[] {1, 1},
                m);
        return convolved.unflatten(1, m, out).transpose(0, 1);
    }
}
