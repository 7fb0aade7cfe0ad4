package dev.shatter.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.junit.jupiter.api.Test;

/** Power laws and Marchenko-Pastur: theory sheet, section J4. */
class PowerLawFitTest {
    @Test
    void referenceValues() {
        PowerLawFit fit = PowerLawFit.at(new double[] {9, 1, 1.2, 1.5, 2, 3, 5}, 1);
        assertThat(fit.alpha()).isCloseTo(2.131549, within(5e-7));
        assertThat(fit.standardError()).isCloseTo(0.427685, within(5e-7));
        assertThat(fit.distance()).isCloseTo(0.142857, within(5e-7));
        assertThat(fit.tail()).isEqualTo(7);
        assertThat(PowerLawFit.alphaHat(new double[] {3, 4}, new double[] {10, 100}))
                .isCloseTo(5.5, within(1e-12));
    }

    @Test
    void recoversTheExponentAndTheTail() {
        Chance chance = Chance.of(4, "power law");
        double[] values = new double[800];
        for (int i = 0; i < values.length; i++) {
            // Half a uniform body under 2, half a tail of exponent 3 from 2.
            values[i] = i % 2 == 0 ? 2 * chance.nextDouble() + 1e-3 : 2 / Math.sqrt(1 - chance.nextDouble());
        }
        PowerLawFit fit = PowerLawFit.of(values);
        // 4 standard errors: fails by chance in under 1 of 10,000 seeds, were x_min known.
        assertThat(fit.alpha()).isCloseTo(3, within(4 * fit.standardError()));
        assertThat(fit.xmin()).isBetween(1.6, 3.5);
        assertThat(fit.goodness(values, 40, Chance.of(4, "goodness"))).isGreaterThan(0.1);
    }

    @Test
    void goodnessRefusesAnExponentialTail() {
        Chance chance = Chance.of(6, "exponential");
        double[] values = new double[500];
        for (int i = 0; i < values.length; i++) {
            values[i] = 10 - Math.log1p(-chance.nextDouble());
        }
        // Forced to take everything above the smallest value: a bad fit. The free fit may hide in a small tail.
        PowerLawFit forced = PowerLawFit.at(values, 10);
        assertThat(forced.goodness(values, 40, Chance.of(6, "goodness"))).isZero();
    }

    @Test
    void smallTailsAreNeverChosen() {
        Chance chance = Chance.of(8, "tail");
        for (int size : new int[] {10, 15, 300, 1000}) {
            double[] values = new double[size];
            for (int i = 0; i < size; i++) {
                values[i] = Math.exp(chance.nextGaussian());
            }
            PowerLawFit fit = PowerLawFit.of(values);
            assertThat((double) fit.tail()).isGreaterThanOrEqualTo(Math.max(10, size / 20.0));
            double[] scaled = values.clone();
            for (int i = 0; i < size; i++) {
                scaled[i] *= 1024;
            }
            assertThat(PowerLawFit.of(scaled).alpha()).isCloseTo(fit.alpha(), within(1e-9));
        }
        double[] equal = new double[12];
        Arrays.fill(equal, 3.0);
        assertThat(PowerLawFit.of(equal).alpha()).isInfinite();
        assertThatThrownBy(() -> PowerLawFit.of(new double[12])).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> PowerLawFit.of(new double[3])).isInstanceOf(BadInput.class);
    }

    @Test
    void marchenkoPasturEdgesAndLaw() {
        MarchenkoPastur law = MarchenkoPastur.of(2, 1);
        assertThat(law.low()).isCloseTo(0.085786, within(5e-7));
        assertThat(law.high()).isCloseTo(2.914214, within(5e-7));
        // Mass and mean by the midpoint rule in t, x = low + (high - low) sin²t, which is smooth at both edges.
        double mass = 0;
        double mean = 0;
        int steps = 2000;
        for (int i = 0; i < steps; i++) {
            double t = Math.PI / 2 * (i + 0.5) / steps;
            double x = law.low() + (law.high() - law.low()) * Math.sin(t) * Math.sin(t);
            double width = (law.high() - law.low()) * Math.sin(2 * t) * Math.PI / 2 / steps;
            mass += law.density(x) * width;
            mean += x * law.density(x) * width;
        }
        assertThat(mass).isCloseTo(1, within(1e-9));
        assertThat(mean).isCloseTo(1, within(1e-9));
        int rows = 400;
        int columns = 200;
        double[][] w = new double[rows][columns];
        Chance chance = Chance.of(2, "gauss");
        for (double[] row : w) {
            for (int j = 0; j < columns; j++) {
                row[j] = chance.nextGaussian();
            }
        }
        Array2DRowRealMatrix matrix = new Array2DRowRealMatrix(w);
        double[] eigenvalues = new EigenDecompositionSymmetric(
                        matrix.transposeMultiply(matrix).scalarMultiply(1.0 / rows))
                .getEigenvalues();
        // Tracy-Widom: the largest is at the edge + 0.042 (-1.2 ± 1.3 sd), so 0.22 below is 3 standard deviations.
        assertThat(Arrays.stream(eigenvalues).min().orElseThrow()).isCloseTo(law.low(), within(0.05));
        assertThat(Arrays.stream(eigenvalues).max().orElseThrow()).isCloseTo(law.high(), within(0.22));
    }

    @Test
    void lineWithInterval() {
        // y = 1 + 2x with residuals ±1 orthogonal to x: slope 2, s² = 4/2, Sxx = 5, t_{2, 0.975} = 4.302653.
        LinearFit fit = LinearFit.of(new double[] {0, 1, 2, 3}, new double[] {2, 2, 4, 8}, 0.95);
        assertThat(fit.slope().estimate()).isCloseTo(2, within(1e-12));
        assertThat(fit.intercept().estimate()).isCloseTo(1, within(1e-12));
        assertThat(fit.slope().high() - 2).isCloseTo(4.302652730 * Math.sqrt(2.0 / 5), within(1e-8));
        assertThat(fit.at(10)).isCloseTo(21, within(1e-9));
        assertThatThrownBy(() -> LinearFit.of(new double[] {1, 1, 1}, new double[] {1, 2, 3}, 0.9))
                .isInstanceOf(BadInput.class);
    }

    @Test
    void ridgeLeaveOneOutReferenceValues() {
        double[][] x = {{1}, {2}, {3}};
        double[] y = {1, 2, 2};
        RidgeRegression ridge = RidgeRegression.of(x, y, 1);
        assertThat(ridge.weights()[0]).isCloseTo(0.733333, within(5e-7));
        assertThat(ridge.leaveOneOut()).containsExactly(new double[] {0.285714, 0.727273, -0.5}, within(5e-7));
        double[] change = new double[3];
        for (int i = 0; i < 3; i++) {
            double full = ridge.residuals()[i];
            change[i] = Math.abs(ridge.leaveOneOut()[i] * ridge.leaveOneOut()[i] - full * full);
            // And by truly refitting without example i.
            double[][] lessX = {x[(i + 1) % 3], x[(i + 2) % 3]};
            double[] lessY = {y[(i + 1) % 3], y[(i + 2) % 3]};
            double without = RidgeRegression.of(lessX, lessY, 1).weights()[0];
            assertThat(ridge.leaveOneOut()[i]).isCloseTo(y[i] - without * x[i][0], within(1e-12));
        }
        assertThat(change).containsExactly(new double[] {0.010522, 0.244481, 0.210000}, within(5e-7));
    }
}
