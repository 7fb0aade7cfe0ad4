package dev.shatter.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.data.Shape;
import dev.shatter.torch.Generators;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

/** Layers against plain loops, in fp64. */
class LayersTest {
    private static double[] random(String name, int count) {
        try (StepScope scope = StepScope.open()) {
            return Tensors.doubles(
                    torch.randn(new long[] {count}, Generators.of(1, name), new TensorOptions(ScalarType.Double)));
        }
    }

    /** One example through one layer, its parameters given one after another. */
    private static double[] through(Layer layer, Shape shape, double[] x, double[] theta) {
        int outputs = Math.toIntExact(layer.output(shape).elements());
        Architecture architecture =
                new Architecture("layer", shape, outputs, List.of(layer, new Flatten()), Initialisation.HE);
        long[] sizes = new long[1 + shape.sizes().size()];
        sizes[0] = 1;
        for (int i = 1; i < sizes.length; i++) {
            sizes[i] = shape.sizes().get(i - 1);
        }
        try (StepScope scope = StepScope.open();
                NoGradGuard off = new NoGradGuard();
                Network network = Network.create(architecture, 1, ScalarType.Double)) {
            assertThat(network.flat().numel()).isEqualTo(theta.length);
            network.flat().copy_(Tensors.of(theta, theta.length));
            return Tensors.doubles(network.forward(Tensors.of(x, sizes), Pass.EVALUATION));
        }
    }

    @Test
    void groupsSeeTheirChannelsAndDilatedKernelsSkipPixels() {
        int height = 5;
        int width = 6;
        Side rows = new Side(3, 1, 2, 2);
        Side columns = new Side(2, 2, 1, 3);
        Convolution convolution = new Convolution(6, rows, columns, 2, true);
        double[] x = random("x", 4 * height * width);
        double[] theta = random("theta", 6 * 2 * 3 * 2 + 6);
        Shape output = convolution.output(Shape.of(4, height, width));
        double[] expected = new double[Math.toIntExact(output.elements())];
        for (int o = 0; o < 6; o++) {
            for (int r = 0; r < output.height(); r++) {
                for (int c = 0; c < output.width(); c++) {
                    double sum = theta[72 + o];
                    for (int i = 0; i < 2; i++) {
                        for (int a = 0; a < 3; a++) {
                            for (int b = 0; b < 2; b++) {
                                int row = r + 2 * a - 2;
                                int column = 2 * c + 3 * b - 1;
                                if (row >= 0 && row < height && column >= 0 && column < width) {
                                    sum += theta[((o * 2 + i) * 3 + a) * 2 + b]
                                            * x[((o / 3 * 2 + i) * height + row) * width + column];
                                }
                            }
                        }
                    }
                    expected[(o * output.height() + r) * output.width() + c] = sum;
                }
            }
        }
        assertThat(through(convolution, Shape.of(4, height, width), x, theta)).containsExactly(expected, within(1e-12));
    }

    @Test
    void layerNormIsOverTheLastAxes() {
        double[] x = random("x", 12);
        double[] theta = random("theta", 12);
        double[] expected = new double[12];
        for (int row = 0; row < 2; row++) {
            standardise(x, expected, row * 6, 6, 1e-3);
            for (int j = 0; j < 6; j++) {
                expected[row * 6 + j] = theta[j] * expected[row * 6 + j] + theta[6 + j];
            }
        }
        assertThat(through(new LayerNorm(1, 1e-3, true, true), Shape.of(2, 6), x, theta))
                .containsExactly(expected, within(1e-12));
        standardise(x, expected, 0, 12, 1e-3);
        assertThat(through(new LayerNorm(2, 1e-3, false, false), Shape.of(2, 6), x, new double[0]))
                .containsExactly(expected, within(1e-12));
    }

    @Test
    void groupNormIsOverTheChannelsOfAGroup() {
        double[] x = random("x", 4 * 2 * 3);
        double[] theta = random("theta", 8);
        double[] expected = new double[x.length];
        for (int group = 0; group < 2; group++) {
            standardise(x, expected, group * 12, 12, 1e-5);
        }
        for (int i = 0; i < x.length; i++) {
            expected[i] = theta[i / 6] * expected[i] + theta[4 + i / 6];
        }
        assertThat(through(new GroupNorm(2, 1e-5, true, true), Shape.of(4, 2, 3), x, theta))
                .containsExactly(expected, within(1e-12));
    }

    private static void standardise(double[] x, double[] into, int from, int count, double epsilon) {
        double mean = Arrays.stream(x, from, from + count).average().orElseThrow();
        double variance = Arrays.stream(x, from, from + count)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow();
        for (int i = from; i < from + count; i++) {
            into[i] = (x[i] - mean) / Math.sqrt(variance + epsilon);
        }
    }

    /** Φ(1) = 0.8413447461, σ(1) = 0.7310585786. */
    @Test
    void activationsByHand() {
        assertThat(through(new Gelu(false), Shape.of(2), new double[] {1, -1}, new double[0]))
                .containsExactly(new double[] {0.8413447461, -0.1586552539}, within(1e-9));
        assertThat(through(new Gelu(true), Shape.of(1), new double[] {1}, new double[0])[0])
                .isCloseTo(0.5 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * 1.044715)), within(1e-12));
        assertThat(through(new Silu(), Shape.of(2), new double[] {1, -1}, new double[0]))
                .containsExactly(new double[] {0.7310585786, -0.2689414214}, within(1e-9));
    }

    @Test
    void aShortcutWithoutParametersKeepsEverySecondPixel() {
        double[] x = random("x", 2 * 3 * 4);
        double[] kept = through(new Subsample(3, 2), Shape.of(2, 3, 4), x, new double[0]);
        assertThat(kept).containsExactly(x[0], x[2], x[8], x[10], x[12], x[14], x[20], x[22], 0, 0, 0, 0);
    }

    @Test
    void aResidualBlockAddsItsInput() {
        double[] theta = random("theta", 3 * 3 + 3);
        double[] x = {0.5, -1, 2};
        double[] expected = x.clone();
        for (int i = 0; i < 3; i++) {
            double unit = theta[9 + i];
            for (int j = 0; j < 3; j++) {
                unit += theta[i * 3 + j] * x[j];
            }
            expected[i] += Math.max(0, unit);
        }
        Sum block = new Sum(List.of(List.of(), List.of(new Dense(3, true), new Relu())));
        assertThat(through(block, Shape.of(3), x, theta)).containsExactly(expected, within(1e-12));
        Sum uneven = new Sum(List.of(List.of(), List.of(new Dense(2, true))));
        assertThatThrownBy(() -> uneven.output(Shape.of(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("different shapes");
    }

    /** Summands are not overwritten by in-place activations of their neighbours. */
    @Test
    void leanSumsLeaveTheirInputAlone() {
        Architecture architecture = new Architecture(
                "sums",
                Shape.of(3),
                3,
                List.of(
                        new Dense(3, true),
                        new Sum(List.of(List.of(new Relu()), List.of(), List.of(new Dense(3, true), new Relu()))),
                        new Relu()),
                Initialisation.HE);
        try (StepScope scope = StepScope.open();
                NoGradGuard off = new NoGradGuard();
                Network network = Network.create(architecture, 1, ScalarType.Double)) {
            Tensor x = Tensors.of(random("x", 30), 10, 3);
            assertThat(Tensors.doubles(network.forward(x, Pass.LEAN_EVALUATION)))
                    .containsExactly(Tensors.doubles(network.forward(x, Pass.EVALUATION)));
        }
    }
}
