package dev.shatter.measure;

import dev.shatter.curvature.Eigenvalue;
import dev.shatter.curvature.Lanczos;
import dev.shatter.curvature.LinearOperator;
import dev.shatter.network.Placed;
import dev.shatter.network.WeightKernel;
import dev.shatter.torch.StepScope;
import org.bytedeco.pytorch.StringViewOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Norms of a convolution as the linear map T between feature maps: not those of the matrix its kernel is stored in.
 *
 * <p>At stride 1 and with circular padding T is block-diagonal in the Fourier basis with blocks k̂(ω) of shape [out, in]:
 * ‖T‖₂ = max_ω ‖k̂(ω)‖₂ exactly (Sedghi, Gupta and Long 2019, arXiv:1805.10408). The zero-padded map is a submatrix of the
 * circular one on a grid enlarged by k - 1, and a stride only drops rows, so that value bounds it from above. Products
 * with TᵀT converge to it from below.
 */
public final class ConvolutionNorms {
    /** Fourier blocks decomposed at once. */
    private static final int BLOCK = 64;

    private ConvolutionNorms() {}

    /** ‖T‖₂ for circular padding on the layer's own grid, at least as large as the kernel, at stride 1. */
    public static double circular(Tensor weight, WeightKernel kernel, Placed place) {
        return onGrid(
                weight,
                kernel,
                Math.max(place.input().height(), kernel.rows().extent()),
                Math.max(place.input().width(), kernel.columns().extent()));
    }

    /** An upper bound of ‖T‖₂ for the layer as it is: zero-padded, with its stride. */
    public static double upper(Tensor weight, WeightKernel kernel, Placed place) {
        return onGrid(
                weight,
                kernel,
                place.input().height() + kernel.rows().extent() - 1L,
                place.input().width() + kernel.columns().extent() - 1L);
    }

    /** max over the grid's frequencies of ‖k̂(ω)‖₂: with groups T is block-diagonal, the largest block's. */
    private static double onGrid(Tensor weight, WeightKernel kernel, long height, long width) {
        try (StepScope scope = StepScope.open()) {
            Tensor spread = dilated(weight, kernel);
            long rows = weight.size(0) / kernel.groups();
            double largest = 0;
            for (int group = 0; group < kernel.groups(); group++) {
                largest = Math.max(largest, onGrid(spread.narrow(0, group * rows, rows), height, width));
            }
            return largest;
        }
    }

    /** The kernel with its zeros between: a window of neighbouring pixels. */
    private static Tensor dilated(Tensor weight, WeightKernel kernel) {
        int down = kernel.rows().dilation();
        int across = kernel.columns().dilation();
        if (down == 1 && across == 1) {
            return weight;
        }
        long[] sizes = weight.shape();
        Tensor spread = torch.zeros(
                new long[] {
                    sizes[0], sizes[1], kernel.rows().extent(), kernel.columns().extent()
                },
                weight.options());
        for (int i = 0; i < sizes[2]; i++) {
            for (int j = 0; j < sizes[3]; j++) {
                spread.select(3, (long) j * across)
                        .select(2, (long) i * down)
                        .copy_(weight.select(3, j).select(2, i));
            }
        }
        return spread;
    }

    /** max over the grid's frequencies of ‖k̂(ω)‖₂, kernel [out, in, kh, kw] of neighbouring pixels. */
    public static double onGrid(Tensor kernel, long height, long width) {
        try (StepScope scope = StepScope.open()) {
            long out = kernel.size(0);
            long in = kernel.size(1);
            // A real kernel's transform is symmetric: half of the frequencies tell all.
            Tensor transform = torch.fft_rfft2(
                            kernel.to(ScalarType.Double),
                            new long[] {height, width},
                            new long[] {-2, -1},
                            new StringViewOptional())
                    .permute(2, 3, 0, 1)
                    .reshape(-1, out, in);
            double largest = 0;
            for (long from = 0; from < transform.size(0); from += BLOCK) {
                try (StepScope inner = StepScope.open()) {
                    Tensor block = transform.narrow(0, from, Math.min(BLOCK, transform.size(0) - from));
                    Tensor adjoint = block.transpose(1, 2).conj();
                    Tensor gram = out <= in ? block.matmul(adjoint) : adjoint.matmul(block);
                    largest =
                            Math.max(largest, torch.linalg_eigvalsh(gram).max().item_double());
                }
            }
            return Math.sqrt(Math.max(0, largest));
        }
    }

    /**
     * ‖T‖₂ of the layer as it is by Lanczos on TᵀT: a lower estimate. Neighbouring frequencies have nearly the same
     * singular values, which plain powers of TᵀT would take thousands of products to tell apart.
     */
    public static Eigenvalue fromBelow(
            Tensor weight, WeightKernel kernel, Placed place, int most, double tolerance, long seed) {
        long[] sizes = {
            1, place.input().channels(), place.input().height(), place.input().width()
        };
        LinearOperator gram = new LinearOperator() {
            @Override
            public long size() {
                return place.input().elements();
            }

            @Override
            public ScalarType type() {
                return weight.scalar_type().intern();
            }

            @Override
            public Tensor apply(Tensor vector) {
                try (StepScope scope = StepScope.open()) {
                    // The adjoint by automatic differentiation: exact for every stride and padding.
                    Tensor v = vector.view(sizes).detach().set_requires_grad(true);
                    Tensor u = torch.conv2d(
                            v,
                            weight,
                            new TensorOptional(),
                            new long[] {kernel.rows().stride(), kernel.columns().stride()},
                            new long[] {
                                kernel.rows().padding(), kernel.columns().padding()
                            },
                            new long[] {
                                kernel.rows().dilation(), kernel.columns().dilation()
                            },
                            kernel.groups());
                    Tensor half = u.mul(u.detach()).sum();
                    return scope.pass(torch.grad(new TensorVector(half), new TensorVector(v))
                            .get(0)
                            .reshape(-1));
                }
            }
        };
        Eigenvalue square = Lanczos.largest(gram, most, tolerance, seed);
        double value = Math.sqrt(Math.max(0, square.value()));
        double slope = value > 0 ? 1 / (2 * value) : 0;
        return new Eigenvalue(
                value, slope * square.residual(), slope * square.error(), square.products(), square.converged());
    }

    /** ‖T‖²_F for circular padding at stride 1: positions · ‖k‖²_F. */
    public static double circularFrobeniusSquared(Tensor kernel, long positions) {
        double norm = kernel.to(ScalarType.Double).norm().item_double();
        return positions * norm * norm;
    }
}
