package dev.shatter.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shatter.network.Convolution;
import dev.shatter.network.Pass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Convolutions of ragged sizes, in every layout and precision, against unfolding and a product of matrices in fp64. They are
 * those of {@link Convolution}, which keeps away from what oneDNN gets wrong.
 */
class OneDnnTest {
    private static final int[] CHANNELS = {1, 3, 8, 9, 16, 24, 48};
    private static final int[] OUTPUTS = {8, 10, 16, 20, 48};
    private static final int SIDE = 10;
    private static final int BATCH = 4;

    @BeforeAll
    static void load() {
        Natives.load();
    }

    @ParameterizedTest
    @EnumSource(names = {"FP32", "BF16"})
    void convolutionsAreRightWhateverTheirSizes(Precision precision) {
        ScalarType type = precision == Precision.BF16 ? ScalarType.BFloat16 : ScalarType.Float;
        double tolerance = precision == Precision.BF16 ? 0.03 : 1e-4;
        List<String> wrong = new ArrayList<>();
        for (int kernel : new int[] {1, 3}) {
            for (int stride : new int[] {1, 2}) {
                for (int in : CHANNELS) {
                    for (int out : OUTPUTS) {
                        for (boolean last : new boolean[] {false, true}) {
                            double error = error(type, last, kernel, stride, in, out);
                            if (!(error < tolerance)) {
                                wrong.add(in + " to " + out + ", " + kernel + "x" + kernel + "/" + stride
                                        + (last ? ", channels last" : "") + ": " + error);
                            }
                        }
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** Largest relative error of outputs and both gradients; NaN where one is. */
    private static double error(ScalarType type, boolean channelsLast, int kernel, int stride, int in, int out) {
        try (PointerScope scope = new PointerScope()) {
            int padding = kernel / 2;
            int side = (SIDE + 2 * padding - kernel) / stride + 1;
            Generators.seed(1, "ragged", kernel, stride, in, out);
            Tensor x = torch.randn(BATCH, in, SIDE, SIDE);
            Tensor w = torch.randn(out, in, kernel, kernel);
            Tensor g = torch.randn(BATCH, out, side, side);
            long[] window = {kernel, kernel};
            long[] around = {padding, padding};
            long[] step = {stride, stride};
            long[] one = {1, 1};
            Tensor columns = torch.im2col(x.to(ScalarType.Double), window, one, around, step);
            Tensor matrix = w.to(ScalarType.Double).view(out, -1);
            Tensor ahead = g.to(ScalarType.Double).view(BATCH, out, -1);
            Tensor[] expected = {
                matrix.matmul(columns).view(BATCH, out, side, side),
                torch.col2im(matrix.t().matmul(ahead), new long[] {SIDE, SIDE}, window, one, around, step),
                ahead.matmul(columns.transpose(1, 2)).sum(0).view(out, in, kernel, kernel)
            };
            Tensor images = x.to(type);
            if (channelsLast) {
                images = images.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
            }
            Tensor input = images.detach().set_requires_grad(true);
            Tensor filters = w.to(type).detach().set_requires_grad(true);
            for (int block = 256; block < 100_000; block *= 2) {
                torch.empty(block).fill_(new Scalar(Double.NaN)).close();
            }
            Tensor y =
                    new Convolution(out, kernel, stride, padding, false).apply(input, name -> filters, Pass.TRAINING);
            TensorVector gradients =
                    torch.grad(new TensorVector(y.to(ScalarType.Float).mul(g).sum()), new TensorVector(input, filters));
            Tensor[] found = {y.detach(), gradients.get(0), gradients.get(1)};
            double worst = 0;
            for (int i = 0; i < found.length; i++) {
                Tensor apart = found[i].to(ScalarType.Double).sub(expected[i]).abs();
                // Math.max keeps NaN.
                worst = Math.max(
                        worst,
                        apart.max().item_double() / expected[i].abs().max().item_double());
            }
            return worst;
        }
    }

    @Test
    void itsOwnCheckAgrees() {
        assertThat(ConvolutionCheck.error(Precision.FP32)).isLessThan(1e-5);
    }

    /** What takes its place where it is switched off. */
    @Test
    void withoutItConvolutionsAreRightToo() {
        boolean before = torch.globalContext().userEnabledMkldnn();
        torch.globalContext().setUserEnabledMkldnn(false);
        try {
            assertThat(ConvolutionCheck.error(Precision.FP32)).isLessThan(1e-5);
        } finally {
            torch.globalContext().setUserEnabledMkldnn(before);
        }
    }

    /** Where oneDNN is switched off it says so, and training does not choose products that it would do. */
    @Test
    void offMeansFp32() {
        Precision chosen = Precision.AUTO.here();
        assertThat(chosen)
                .isEqualTo(Natives.oneDnn() == OneDnn.OFF ? Precision.FP32 : Precision.AUTO.on(Machine.here()));
        assertThat(torch.globalContext().userEnabledMkldnn()).isEqualTo(Natives.oneDnn() != OneDnn.OFF);
    }

    /** Hidden sizes are put right at the first load; then there is nothing left to repair. */
    @Test
    void repairsOnce() {
        if (Natives.oneDnn() == OneDnn.REPAIRED) {
            assertThat(CacheSizes.hidden()).isTrue();
        }
        assertThat(CacheSizes.repair()).isFalse();
    }

    @Test
    void symbolsAreSoughtInLibrariesOnly(@TempDir Path folder) throws IOException {
        Path text = Files.writeString(folder.resolve("no-library.so"), "x".repeat(200));
        assertThat(ElfSymbols.variable(text, "anything")).isEmpty();
        assertThat(ElfSymbols.variable(Path.of("/proc/self/exe").toRealPath(), "surely not there"))
                .isEmpty();
    }
}
