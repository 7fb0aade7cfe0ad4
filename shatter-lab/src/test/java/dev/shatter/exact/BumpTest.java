package dev.shatter.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.BadInput;
import dev.shatter.network.Network;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.Arrays;
import org.bytedeco.pytorch.NoGradGuard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BumpTest {
    private static final int GRID = 30_000;

    @Test
    void noMonotoneFunctionComesNearerThanASixth() {
        MonotoneFit fit = MonotoneFit.of(bump());
        assertThat(fit.error()).isCloseTo(1 / 6.0, within(1e-9));
        assertThat(MonotoneFit.of(new double[] {1, 2, 3}).error()).isZero();
        assertThat(MonotoneFit.of(new double[] {3, 2, 1}).values()).containsExactly(3, 2, 1);
        // Rising: 1, then 2 and 0 pooled to 1 with it: (1 + 2 + 0)/3.
        assertThat(MonotoneFit.of(new double[] {1, 2, 0, 5}).values()).containsExactly(1, 1, 1, 5);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.01, 0.001})
    void widthTwoReachesTwoThirdsOfEpsilon(double epsilon) {
        double[] x = new double[GRID];
        Arrays.setAll(x, i -> (i + 0.5) / GRID);
        try (Network network = Bump.network(epsilon);
                StepScope scope = StepScope.open();
                NoGradGuard guard = new NoGradGuard()) {
            double[] f = Tensors.doubles(network.forward(Tensors.of(x, GRID, 1), false));
            double[] target = bump();
            double error = 0;
            for (int i = 0; i < GRID; i++) {
                error += (f[i] - target[i]) * (f[i] - target[i]) / GRID;
            }
            // The midpoint rule on slopes of length ε.
            assertThat(error).isCloseTo(2 * epsilon / 3, within(2.0 / GRID));
            assertThat(network.placed().stream()
                            .mapToLong(p -> p.output().elements())
                            .max())
                    .hasValue(2);
        }
    }

    @Test
    void endsThatOverlapAreRefused() {
        assertThatThrownBy(() -> Bump.network(0.5)).isInstanceOf(BadInput.class);
    }

    private static double[] bump() {
        double[] values = new double[GRID];
        Arrays.setAll(values, i -> i >= GRID / 3 && i < 2 * GRID / 3 ? 1 : 0);
        return values;
    }
}
