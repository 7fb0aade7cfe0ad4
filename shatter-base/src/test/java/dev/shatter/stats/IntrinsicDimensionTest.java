package dev.shatter.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Reference values by an independent program (numpy), on the definitions. */
class IntrinsicDimensionTest {
    @Test
    void participationAndComponents() {
        PrincipalSpectrum spectrum = new PrincipalSpectrum(new double[] {1, 5, 0.5, 3, 0.5});
        assertThat(spectrum.participation()).isCloseTo(2.816901, within(1e-6));
        assertThat(spectrum.components(0.9)).isEqualTo(3);
        assertThat(spectrum.components(1)).isEqualTo(5);
        assertThat(spectrum.variances()).containsExactly(5, 3, 1, 0.5, 0.5);
    }

    @Test
    void aSpectrumIsTheSameThroughEitherProduct() {
        double[][] tall = sphere(20, 3, 6, 1);
        double[] full = PrincipalSpectrum.of(tall).variances();
        // The same points in 40 dimensions: now the n × n product is the smaller one.
        double[] padded = PrincipalSpectrum.of(
                        Arrays.stream(tall).map(p -> Arrays.copyOf(p, 40)).toArray(double[][]::new))
                .variances();
        assertThat(Arrays.copyOf(padded, 6)).containsExactly(full, within(1e-12));
        // Points (±1, 0), (0, ±2): variances 2/3 and 8/3 with divisor n − 1.
        double[][] cross = {{1, 0}, {-1, 0}, {0, 2}, {0, -2}};
        assertThat(PrincipalSpectrum.of(cross).variances())
                .containsExactly(new double[] {8 / 3.0, 2 / 3.0}, within(1e-12));
        assertThatThrownBy(() -> PrincipalSpectrum.of(new double[][] {{1, 1}, {1, 1}}))
                .isInstanceOf(BadInput.class);
    }

    @Test
    void valuesOfTheDefinitions() {
        assertThat(NeighbourDistances.levinaBickel(1, 2, 4)).isCloseTo(0.961797, within(1e-6));
        assertThat(NeighbourDistances.levinaBickelUnbiased(1, 2, 4)).isCloseTo(0.480898, within(1e-6));
        assertThat(NeighbourDistances.twoNearest(1.1, 1.5, 2, 3)).isCloseTo(1.744794, within(1e-6));
        assertThat(NeighbourDistances.twoNearestUnbiased(1.1, 1.5, 2, 3)).isCloseTo(1.308595, within(1e-6));
        assertThat(NeighbourDistances.twoNearestFit(3, 1.1, 2, 1.5)).isCloseTo(1.941117, within(1e-6));
    }

    /** Means over ten seeds and their spread are the reference; five standard deviations each way. */
    @Test
    void knownManifolds() {
        NeighbourDistances two = NeighbourDistances.of(sphere(2000, 3, 10, 7), 10);
        assertThat(NeighbourDistances.twoNearest(two.ratios())).isCloseTo(1.986, within(5 * 0.046));
        assertThat(NeighbourDistances.twoNearestFit(two.ratios())).isCloseTo(2.000, within(5 * 0.050));
        assertThat(two.levinaBickelMean()).isCloseTo(2.248, within(5 * 0.014));
        assertThat(two.mackay()).isCloseTo(1.997, within(5 * 0.013));
        NeighbourDistances five = NeighbourDistances.of(sphere(2000, 6, 20, 8), 10);
        assertThat(NeighbourDistances.twoNearest(five.ratios())).isCloseTo(4.965, within(5 * 0.144));
    }

    @Test
    void nothingChangesUnderMotionsScalingAndPadding() {
        double[][] points = sphere(150, 3, 4, 9);
        double[][] moved = Arrays.stream(points)
                .map(p -> new double[] {
                    3 * (0.6 * p[0] - 0.8 * p[1]) + 5, 3 * (0.8 * p[0] + 0.6 * p[1]) - 1, 3 * p[2], 3 * p[3] + 2, 0, 0
                })
                .toArray(double[][]::new);
        NeighbourDistances before = NeighbourDistances.of(points, 5);
        NeighbourDistances after = NeighbourDistances.of(moved, 5);
        assertThat(after.mackay()).isCloseTo(before.mackay(), within(1e-9));
        assertThat(after.levinaBickelMean()).isCloseTo(before.levinaBickelMean(), within(1e-9));
        assertThat(NeighbourDistances.twoNearest(after.ratios()))
                .isCloseTo(NeighbourDistances.twoNearest(before.ratios()), within(1e-9));
    }

    @Test
    void copiesAreLeftOut() {
        double[][] points = {{0}, {0}, {1}, {3}, {7}};
        assertThat(NeighbourDistances.of(points, 2).distances()).hasDimensions(3, 2);
        assertThatThrownBy(() -> NeighbourDistances.of(new double[][] {{0}, {0}, {0}}, 2))
                .isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> NeighbourDistances.of(points, 5)).isInstanceOf(BadInput.class);
    }

    /** Uniform points of the unit sphere in R^ambient, padded with zeros to {@code dimensions}. */
    private static double[][] sphere(int n, int ambient, int dimensions, long seed) {
        Chance chance = Chance.of(seed, "sphere");
        double[][] points = new double[n][dimensions];
        for (double[] point : points) {
            double square = 0;
            for (int j = 0; j < ambient; j++) {
                point[j] = chance.nextGaussian();
                square += point[j] * point[j];
            }
            for (int j = 0; j < ambient; j++) {
                point[j] /= Math.sqrt(square);
            }
        }
        return points;
    }
}
