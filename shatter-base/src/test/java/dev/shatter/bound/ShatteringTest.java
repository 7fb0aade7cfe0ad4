package dev.shatter.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import dev.shatter.core.Draw;
import dev.shatter.core.Property;
import org.junit.jupiter.api.Test;

/** Exact shattering by linear programming: theory sheet, B2; property 7 of section R. */
class ShatteringTest {
    @Test
    void referenceCounts() {
        Shattering triangle = Shattering.of(new double[][] {{0, 0}, {1, 0}, {0, 1}});
        assertThat(triangle.realisable()).isEqualTo(8);
        assertThat(triangle.shattered()).isTrue();
        assertThat(triangle.rademacher()).isEqualTo(1);
        assertThat(triangle.statement()).contains("8 of 8", "at least 3 (it is 3)");
        assertThat(Shattering.of(new double[][] {{0, 0}, {1, 1}, {2, 2}}).realisable())
                .isEqualTo(6);
        Shattering square = Shattering.of(new double[][] {{0, 0}, {1, 0}, {0, 1}, {1, 1}});
        assertThat(square.realisable()).isEqualTo(14);
        assertThat(square.shattered()).isFalse();
        assertThat(square.rademacher()).isCloseTo(0.9375, within(1e-12));
        assertThat(square.statement()).contains("no 4 points");
        Shattering five = Shattering.of(new double[][] {{0, 0}, {4, 1}, {1, 3}, {5, 5}, {2, 7}});
        assertThat(five.realisable()).isEqualTo(22);
        assertThat(Cover.count(5, 3)).isEqualTo(30);
        assertThat(Cover.count(4, 2)).isEqualTo(14);
        assertThat(Cover.count(3, 10)).isEqualTo(8);
        assertThat(Cover.count(1, 0)).isEqualTo(2);
        assertThat(Cover.count(300, 299).bitLength()).isEqualTo(301);
    }

    @Property(tries = 25)
    void pointsInGeneralPositionMeetCoversCount(Draw draw) {
        int n = draw.whole(1, 7);
        int d = draw.whole(1, 4);
        // Gaussian points are in general position with probability 1; thin margins would need a seed in a million.
        Chance chance = draw.chance();
        double[][] points = new double[n][d];
        for (double[] point : points) {
            for (int j = 0; j < d; j++) {
                point[j] = chance.nextGaussian();
            }
        }
        Shattering verdict = Shattering.of(points);
        assertThat((long) verdict.realisable()).isEqualTo(Cover.count(n, d).longValueExact());
        assertThat(verdict.rademacher()).isBetween(0.0, 1.0);
    }

    @Test
    void affineMapsAndUnitsChangeNothing() {
        double[][] square = {{0, 0}, {1, 0}, {0, 1}, {1, 1}};
        double[][] moved = new double[4][];
        for (int i = 0; i < 4; i++) {
            moved[i] = new double[] {1e6 + 1e-3 * square[i][0], -5e8 + 1e5 * (square[i][1] + square[i][0])};
        }
        assertThat(Shattering.of(moved).realisable()).isEqualTo(14);
    }

    @Test
    void manyDimensionsAreReducedToTheSpan() {
        Chance chance = Chance.of(3, "wide");
        double[][] points = new double[6][784];
        for (double[] point : points) {
            for (int j = 0; j < 784; j++) {
                point[j] = chance.nextDouble();
            }
        }
        assertThat(Shattering.of(points).shattered()).isTrue();
        // The unit square again, hidden in ten dimensions.
        double[][] hidden = new double[4][10];
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 10; j++) {
                hidden[i][j] = (i & 1) * (j + 1) + (i >> 1) * (10 - j * j) + 3;
            }
        }
        assertThat(Shattering.of(hidden).realisable()).isEqualTo(14);
    }

    @Test
    void equalPointsAreNeverSeparated() {
        assertThat(Shattering.of(new double[][] {{1, 2}, {1, 2}}).realisable()).isEqualTo(2);
        assertThat(Shattering.of(new double[][] {{5}}).realisable()).isEqualTo(2);
        assertThat(Shattering.of(new double[][] {{0.1, 0.1}, {0.2, 0.2}, {0.3, 0.3}})
                        .realisable())
                .isEqualTo(6);
    }

    @Test
    void impossiblePointsAreRefused() {
        assertThatThrownBy(() -> Shattering.of(new double[15][2]))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("at most 14");
        assertThatThrownBy(() -> Shattering.of(new double[][] {{1, 2}, {1}}))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("point 2");
        assertThatThrownBy(() -> Shattering.of(new double[][] {{Double.NaN}})).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> Shattering.of(new double[0][])).isInstanceOf(BadInput.class);
    }
}
