package dev.shatter.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import dev.shatter.network.Network;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApproximationTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 10})
    void depthInterpolatesTheParabolaOnTwoToTheDepthPieces(int layers) {
        int pieces = 1 << layers;
        try (Network network = Parabola.deep(layers)) {
            double[][] x = grid(16 * pieces);
            double[] f = DenseStack.values(network, x);
            for (int i = 0; i < f.length; i++) {
                assertThat(f[i]).isCloseTo(interpolant(x[i][0], pieces), within(1e-12));
            }
            // The middle of the first piece is a grid point: the largest error is met.
            assertThat(f[8] - x[8][0] * x[8][0]).isCloseTo(Math.pow(4, -(layers + 1.0)), within(1e-12));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8})
    void widthInterpolatesItOnAsManyPieces(int width) {
        try (Network network = Parabola.wide(width)) {
            double[][] x = grid(12 * width);
            double[] f = DenseStack.values(network, x);
            for (int i = 0; i < f.length; i++) {
                assertThat(f[i]).isCloseTo(interpolant(x[i][0], width), within(1e-12));
            }
        }
    }

    @Test
    void theDiscIsOneInsideAndZeroOutsideEverywhere() {
        double radius = 0.5;
        double epsilon = 0.05;
        int sides = 12;
        double corner = (radius + epsilon) / Math.cos(Math.PI / sides);
        Chance chance = Chance.of(1, "plane");
        double[][] x = new double[4000][];
        for (int i = 0; i < x.length; i++) {
            double scale = i % 2 == 0 ? 1 : 100;
            x[i] = new double[] {scale * (2 * chance.nextDouble() - 1), scale * (2 * chance.nextDouble() - 1)};
        }
        try (Network network = Disc.network(sides, radius, epsilon)) {
            double[] f = DenseStack.values(network, x);
            for (int i = 0; i < f.length; i++) {
                double distance = Math.hypot(x[i][0], x[i][1]);
                if (distance <= radius) {
                    assertThat(f[i]).isEqualTo(1);
                } else if (distance > corner) {
                    assertThat(f[i]).isZero();
                } else {
                    assertThat(f[i]).isBetween(0.0, 1.0);
                }
            }
            assertThat(network.placed().stream()
                            .mapToLong(p -> p.output().elements())
                            .max())
                    .hasValue(3);
        }
        assertThatThrownBy(() -> Disc.network(2, radius, epsilon)).isInstanceOf(BadInput.class);
    }

    @Test
    void islandsAreFoundWhereTheyAre() {
        assertThat(hasIslands((x, y) -> -Math.hypot(x - 1, y + 2))).isTrue();
        assertThat(hasIslands((x, y) -> Math.hypot(x - 1, y + 2))).isTrue();
        assertThat(hasIslands((x, y) -> x + 2 * y)).isFalse();
        assertThat(hasIslands((x, y) -> x * x)).isFalse();
        assertThat(hasIslands((x, y) -> 3)).isFalse();
    }

    @Test
    void narrowNetworksHaveNoIslandsAndWideOnesDo() {
        assertThat(LevelSets.share(1, 3, 40, 41, Chance.of(1, "nets"))).isZero();
        assertThat(LevelSets.share(2, 4, 60, 61, Chance.of(2, "nets"))).isZero();
        assertThat(LevelSets.share(8, 4, 40, 61, Chance.of(3, "nets"))).isPositive();
    }

    private static boolean hasIslands(DoubleBinaryOperator f) {
        return LevelSets.hasIslands(
                side -> {
                    double[][] values = new double[side][side];
                    for (int r = 0; r < side; r++) {
                        for (int c = 0; c < side; c++) {
                            values[r][c] = f.applyAsDouble(20.0 * r / (side - 1) - 10, 20.0 * c / (side - 1) - 10);
                        }
                    }
                    return values;
                },
                41);
    }

    private static double[][] grid(int n) {
        double[][] x = new double[n + 1][];
        Arrays.setAll(x, i -> new double[] {(double) i / n});
        return x;
    }

    /** Of x² on equal pieces of [0, 1]. */
    private static double interpolant(double x, int pieces) {
        int piece = Math.min(pieces - 1, (int) (x * pieces));
        double low = (double) piece / pieces;
        double high = (piece + 1.0) / pieces;
        return low * low + (low + high) * (x - low);
    }
}
