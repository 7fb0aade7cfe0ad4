package dev.shatter.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import dev.shatter.data.Shape;
import dev.shatter.network.Network;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.Arrays;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactFitTest {
    private static final int N = 200;
    private static final int D = 20;

    @Test
    void weightsOfThreePoints() {
        double[] z = {1, 2, 4};
        double[] y = {1, -1, 2};
        assertThat(ExactFit.substitute(z, new double[] {0, 1.5, 3}, y))
                .containsExactly(new double[] {1, -6, 13}, within(1e-12));
        ExactFit fit =
                ExactFit.along(new double[] {1}, new double[][] {{1}, {2}, {4}}, new double[][] {{1}, {-1}, {2}});
        assertThat(fit.thresholds()).containsExactly(new double[] {0, 1, 2}, within(1e-12));
        assertThat(fit.weights()[0]).containsExactly(new double[] {1, -3, 3.5}, within(1e-12));
        assertThat(fit.gap()).isEqualTo(1);
        assertThat(ExactFit.substitute(z, fit.thresholds(), y)).containsExactly(fit.weights()[0], within(1e-12));
    }

    @Test
    void anyLabelsAreFittedWithTwoNPlusDNumbers() {
        ExactFit fit = ExactFit.of(inputs(1), labels(1, 2), 3);
        assertThat(fit.parameters()).isEqualTo(2 * N + D);
        assertThat(fit.residual(inputs(1), labels(1, 2))).isLessThan(1e-8);
        assertThat(fit.largestWeight()).isGreaterThan(0.1 / fit.gap());
        // The best of twenty draws is no worse than the first.
        assertThat(fit.residual(inputs(1), labels(1, 5))).isGreaterThan(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 6, 11, 201})
    void asANetworkOfAnyDepthItIsTheSameFunctionEverywhere(int depth) {
        double[][] x = inputs(1);
        ExactFit fit = ExactFit.of(x, labels(3, 2), 3);
        double[][] far = Arrays.stream(inputs(4))
                .map(row -> Arrays.stream(row).map(v -> 3 * v).toArray())
                .toArray(double[][]::new);
        try (Network network = ExactNetwork.of(fit, depth, Shape.of(D));
                StepScope scope = StepScope.open();
                NoGradGuard guard = new NoGradGuard()) {
            for (double[][] points : new double[][][] {x, far}) {
                double[] flat =
                        Arrays.stream(points).flatMapToDouble(Arrays::stream).toArray();
                Tensor outputs = network.forward(Tensors.of(flat, N, D), false);
                double[] values = Tensors.doubles(outputs);
                // Large terms of both signs cancel: what fp64 can do is relative to them.
                double scale = fit.largestWeight();
                for (int i = 0; i < N; i++) {
                    double[] f = fit.value(points[i]);
                    for (int c = 0; c < 3; c++) {
                        assertThat(values[3 * i + c]).isCloseTo(f[c], within(1e-11 * scale));
                    }
                }
            }
            int widest = network.placed().stream()
                    .mapToInt(p -> (int) p.output().elements())
                    .max()
                    .orElseThrow();
            assertThat(widest).isLessThanOrEqualTo((N + depth - 2) / (depth - 1) + 1 + 2 * 3);
        }
    }

    @Test
    void equalInputsAreNamed() {
        double[][] x = inputs(1);
        x[7] = x[150].clone();
        assertThatThrownBy(() -> ExactFit.of(x, labels(1, 2), 3))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("inputs 7 and 150");
    }

    private static double[][] inputs(long seed) {
        Chance chance = Chance.of(seed, "inputs");
        double[][] x = new double[N][D];
        for (double[] row : x) {
            Arrays.setAll(row, j -> chance.nextGaussian());
        }
        return x;
    }

    /** Random signs. */
    private static double[][] labels(int outputs, long seed) {
        Chance chance = Chance.of(seed, "labels");
        double[][] y = new double[N][outputs];
        for (double[] row : y) {
            Arrays.setAll(row, j -> chance.nextInt(2) * 2 - 1);
        }
        return y;
    }
}
