package dev.shatter.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import dev.shatter.stats.Interval;
import dev.shatter.stats.MeanInterval;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinearModelsTest {
    private static final double SIX = 1e-6;
    private static final double[][] WIDE = {{1, 0, 1}, {0, 1, 1}};
    private static final double[][] X = {{1, 2}, {3, -1}, {0, 1}};
    private static final double[] Y = {1, 2, 0};
    private static final double[] W = {0.5, -0.3};

    @Test
    void theLeastNormSolution() {
        LeastNorm problem = new LeastNorm(WIDE, new double[] {3, 0});
        assertThat(problem.pointWeights()).containsExactly(new double[] {2, -1}, within(1e-12));
        double[] w = problem.weights();
        assertThat(w).containsExactly(new double[] {2, -1, 1}, within(1e-12));
        assertThat(Arrays.stream(w).map(v -> v * v).sum()).isCloseTo(6, within(1e-12));
        assertThat(problem.hessianEigenvalues()).containsExactly(new double[] {0, 1, 3}, within(1e-12));
    }

    @Test
    void pseudoInverseAndRidge() {
        LeastNorm problem = new LeastNorm(new double[][] {{1, 0}, {0, 1e-3}}, new double[] {1, 1});
        assertThat(problem.weights()).containsExactly(new double[] {1, 1000}, within(1e-9));
        assertThat(problem.ridge(0.01)).containsExactly(new double[] {0.990099, 0.099990}, within(SIX));
        assertThat(SpectralFilter.degreesOfFreedom(new double[] {2, 1, 0.1}, 0.5))
                .isCloseTo(1.575163, within(SIX));
        LeastNorm dependent = new LeastNorm(new double[][] {{1, 2}, {2, 4}}, new double[] {1, 0});
        assertThatThrownBy(dependent::pointWeights).isInstanceOf(BadInput.class);
    }

    @Test
    void descentFromZeroEndsAtTheLeastNormAndFromElsewhereKeepsWhatNoInputSees() {
        Chance chance = Chance.of(1, "design");
        double[][] x = new double[10][30];
        double[] y = new double[10];
        for (int i = 0; i < 10; i++) {
            Arrays.setAll(x[i], j -> chance.nextGaussian());
            y[i] = chance.nextInt(2);
        }
        LeastNorm problem = new LeastNorm(x, y);
        LeastNorm.Descent zero = problem.descend(new double[30], 4000, 1000, Chance.of(2));
        assertThat(zero.weights()).containsExactly(problem.weights(), within(SIX));
        assertThat(zero.distances()[4]).isLessThan(1e-6 * zero.distances()[0]);
        double[] start = new double[30];
        Arrays.fill(start, 1);
        LeastNorm.Descent elsewhere = problem.descend(start, 4000, 1000, Chance.of(3));
        assertThat(elsewhere.weights()).containsExactly(problem.limit(start), within(SIX));
        // Both fit; the second has the larger norm.
        assertThat(square(elsewhere.weights())).isGreaterThan(square(zero.weights()) + 1);
    }

    @Test
    void earlyStoppingIsARidgeADirection() {
        double[] eigenvalues = {1, 0.5, 0.1};
        double[] filters = {0.651322, 0.401263, 0.095618};
        double[] ridges = {0.535340, 0.746065, 0.945829};
        for (int i = 0; i < 3; i++) {
            assertThat(SpectralFilter.earlyStopping(eigenvalues[i], 0.1, 10)).isCloseTo(filters[i], within(SIX));
            double lambda = SpectralFilter.equivalentRidge(eigenvalues[i], 0.1, 10);
            assertThat(lambda).isCloseTo(ridges[i], within(SIX));
            assertThat(SpectralFilter.ridge(eigenvalues[i], lambda)).isCloseTo(filters[i], within(SIX));
            // Ten steps of descent on ½ l (w − 1)², by hand.
            double w = 0;
            for (int t = 0; t < 10; t++) {
                w -= 0.1 * eigenvalues[i] * (w - 1);
            }
            assertThat(w).isCloseTo(filters[i], within(SIX));
        }
    }

    @Test
    void lassoZeroesSomeAndShrinksTheRest() {
        double[][] identity = {{1, 0}, {0, 1}};
        Lasso lasso = Lasso.of(identity, new double[] {1.5, -0.4}, 1, 1e-12);
        assertThat(lasso.weights()).containsExactly(new double[] {0.5, 0}, within(1e-12));
        assertThat(SpectralFilter.ridge(1, 1) * 1.5).isCloseTo(0.75, within(1e-12));
        Lasso general = Lasso.of(X, Y, 0.3, 1e-10);
        assertThat(general.violation()).isLessThanOrEqualTo(1e-10);
        // Without a penalty it is least squares.
        assertThat(Lasso.of(X, Y, 0, 1e-12).weights()).containsExactly(new LeastNorm(X, Y).weights(), within(1e-10));
    }

    @Test
    void penaltiesOfNoiseAndDropout() {
        assertThat(NoisePenalty.error(X, Y, W)).isCloseTo(1.34, within(1e-12));
        assertThat(NoisePenalty.dropout(X, Y, W, 0.8)).isCloseTo(2.024, within(1e-12));
        assertThat(NoisePenalty.invertedDropout(X, Y, W, 0.8)).isCloseTo(2.1, within(1e-12));
        assertThat(NoisePenalty.noise(X, Y, W, 0.1)).isCloseTo(1.3502, within(1e-12));
        Chance chance = Chance.of(4, "penalty");
        double[] dropped = new double[20_000];
        double[] noisy = new double[20_000];
        for (int t = 0; t < dropped.length; t++) {
            dropped[t] = NoisePenalty.drawDropout(X, Y, W, 0.8, chance);
            noisy[t] = NoisePenalty.drawNoise(X, Y, W, 0.1, chance);
        }
        // Level 0.999 each: two seeds in a thousand would miss.
        assertThat(MeanInterval.student(dropped, 0.999).contains(2.024)).isTrue();
        assertThat(MeanInterval.student(noisy, 0.999).contains(1.3502)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"20, 5", "20, 12", "20, 40", "20, 60"})
    void doubleDescentIsWhatTheTheoremSays(int n, int p) {
        double[] beta = new double[60];
        Arrays.setAll(beta, j -> 1 / Math.sqrt(60));
        DoubleDescent model = new DoubleDescent(beta, 0.5);
        double[] errors = new double[200];
        for (int t = 0; t < errors.length; t++) {
            errors[t] = model.draw(n, p, Chance.of(5, "descent", n, p, t));
        }
        // Level 0.9999: heavy tails are mild this far from p = n.
        Interval mean = MeanInterval.student(errors, 0.9999);
        assertThat(mean.contains(model.expected(n, p)))
                .as("%s against %s", mean, model.expected(n, p))
                .isTrue();
    }

    @Test
    void theErrorPeaksWhereTheNumbersMeet() {
        double[] beta = new double[60];
        Arrays.setAll(beta, j -> 1 / Math.sqrt(60));
        DoubleDescent model = new DoubleDescent(beta, 0.5);
        assertThat(model.expected(20, 20)).isInfinite();
        assertThat(model.expected(20, 18)).isGreaterThan(model.expected(20, 5));
        assertThat(model.expected(20, 22)).isGreaterThan(model.expected(20, 60));
    }

    @Test
    void laplaceIsTheExactEvidence() {
        LinearEvidence one = LinearEvidence.of(new double[][] {{1}, {2}}, new double[] {1, 3}, 0.5);
        assertThat(one.mode()[0]).isCloseTo(1.272727, within(SIX));
        assertThat(one.cost()).isCloseTo(2.383332, within(SIX));
        assertThat(one.laplace()).isCloseTo(-3.582279, within(SIX));
        assertThat(one.exact()).isCloseTo(one.laplace(), within(1e-9));
        LinearEvidence two = LinearEvidence.of(new double[][] {{1, 1}}, new double[] {2}, 0.1);
        double[] curvatures = two.curvatures().clone();
        Arrays.sort(curvatures);
        assertThat(curvatures).containsExactly(new double[] {0.1, 2.1}, within(1e-12));
        assertThat(two.exact()).isCloseTo(-2.536438, within(SIX));
        assertThat(two.laplace()).isCloseTo(two.exact(), within(1e-9));
        assertThat(two.occamFactor()).isCloseTo(0.218218, within(SIX));
    }

    private static double square(double[] w) {
        return Arrays.stream(w).map(v -> v * v).sum();
    }
}
