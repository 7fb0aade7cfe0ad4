package dev.shatter.torch;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Whether convolutions are right on this machine: one from 25 to 9 channels, which fill no vector of the processor, and its
 * gradients, against fp64, which other code computes.
 */
public final class ConvolutionCheck {
    private static final int CHANNELS = 25;
    private static final int OUTPUTS = 9;
    private static final int KERNEL = 3;

    /** Sizes, in numbers, of what a convolution of this size asks for. */
    private static final int[] BLOCKS = {256, 1024, 2048, 4096, 8192, 16384};

    private ConvolutionCheck() {}

    /**
     * The largest error of the outputs, of the gradient by the inputs and of that by the kernel, each relative to the
     * largest of its values in fp64: about 10⁻⁶ in fp32 and 10⁻² in bf16 where the library works, infinite where a value
     * is NaN.
     *
     * @param precision FP32 or BF16
     */
    public static double error(Precision precision) {
        Natives.load();
        return error(precision == Precision.BF16 ? ScalarType.BFloat16 : ScalarType.Float);
    }

    /** For the loader itself. */
    static double error(ScalarType type) {
        try (PointerScope scope = new PointerScope()) {
            Tensor x = waves(0.37, 2, CHANNELS, 7, 5);
            Tensor kernel = waves(0.73, OUTPUTS, CHANNELS, KERNEL, KERNEL);
            Tensor weights = waves(0.59, 2, OUTPUTS, 7, 5);
            Tensor[] expected = convolved(x, kernel, weights);
            leaveBehind();
            Tensor[] found = convolved(x.to(type), kernel.to(type), weights.to(type));
            double worst = 0;
            for (int i = 0; i < expected.length; i++) {
                double size = expected[i].abs().max().item_double();
                double error = found[i].to(ScalarType.Double)
                                .sub(expected[i])
                                .abs()
                                .max()
                                .item_double()
                        / size;
                worst = Double.isNaN(error) ? Double.POSITIVE_INFINITY : Math.max(worst, error);
            }
            return worst;
        }
    }

    /** y = x * kernel, and the gradients of ⟨weights, y⟩ by x and by the kernel. */
    private static Tensor[] convolved(Tensor x, Tensor kernel, Tensor weights) {
        Tensor input = x.detach().set_requires_grad(true);
        Tensor filters = kernel.detach().set_requires_grad(true);
        long padding = KERNEL / 2;
        Tensor y = torch.conv2d(
                input,
                filters,
                new TensorOptional(),
                new long[] {1, 1},
                new long[] {padding, padding},
                new long[] {1, 1},
                1);
        TensorVector gradients = torch.grad(new TensorVector(y.mul(weights).sum()), new TensorVector(input, filters));
        return new Tensor[] {y.detach(), gradients.get(0), gradients.get(1)};
    }

    /** Numbers from -1 to 1 in fp64, without touching libtorch's generator. */
    private static Tensor waves(double step, long... sizes) {
        long count = 1;
        for (long size : sizes) {
            count *= size;
        }
        return torch.arange(new Scalar(1.0), new Scalar(count + 1.0))
                .to(ScalarType.Double)
                .mul(new Scalar(step))
                .sin()
                .view(sizes);
    }

    /** Freed memory is handed out again: what should have been cleared, and was not, then shows as NaN. */
    private static void leaveBehind() {
        for (int block : BLOCKS) {
            torch.empty(block).fill_(new Scalar(Double.NaN)).close();
        }
    }
}
