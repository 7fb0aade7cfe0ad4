package dev.shatter.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.shatter.core.BadInput;
import dev.shatter.corrupt.LabelCorruptions;
import dev.shatter.data.Dataset;
import dev.shatter.data.Progress;
import dev.shatter.data.Split;
import dev.shatter.data.store.DataStore;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelRegressionTest {
    @TempDir
    private Path home;

    /** The linear kernel on X = [[1,0,1],[0,1,1]], signs (1, −1): α = (1, −1), w = (1, −1, 0), ‖w‖² = 2 for each class. */
    @Test
    void theLinearKernelGivesTheLeastNormSolution() {
        float[][] x = {{1, 0, 1}, {0, 1, 1}};
        Split train = Problems.split(x, 0, 1);
        Split test = Problems.split(new float[][] {{2, 1, 5}, {1, 2, 5}}, 0, 1);
        Dataset data = Dataset.of("here", "two points", List.of("a", "b"), train, test);
        KernelFit fit =
                regression("polynomial:1,gamma=1,offset=0", 0, Targets.SIGNS).fit(data, Progress.SILENT);
        assertThat(fit.trainError()).isZero();
        assertThat(fit.testError()).isZero();
        assertThat(fit.squaredNorm()).isCloseTo(2 * 2, within(1e-6));
        assertThat(fit.relativeResidual()).isLessThan(1e-6);
    }

    @Test
    void randomLabelsAreFittedExactlyWithALargerNorm() {
        Dataset data = new DataStore(home).open("gaussian-mixture:classes=3,dim=20,separation=4,n=600,test=900");
        KernelRegression exact = regression("gaussian,gamma=0.05", 0, Targets.ONE_HOT);
        KernelFit truth = exact.fit(data, Progress.SILENT);
        Dataset random = LabelCorruptions.apply(data, LabelCorruptions.CATALOGUE.parse("random"), 1);
        KernelFit noise = exact.fit(random, Progress.SILENT);
        assertThat(truth.trainError()).isZero();
        assertThat(noise.trainError()).isZero();
        assertThat(truth.testError()).isLessThan(0.15);
        // Labels are independent of the inputs: 900 errors of probability 2/3, five standard deviations each way.
        assertThat(noise.testError()).isCloseTo(2 / 3.0, within(5 * Math.sqrt(2 / 9.0 / 900)));
        assertThat(noise.squaredNorm()).isGreaterThan(1.5 * truth.squaredNorm());
        assertThat(truth.peakBytes()).isPositive();
        KernelFit ridged = regression("gaussian,gamma=0.05", 1, Targets.ONE_HOT).fit(random, Progress.SILENT);
        assertThat(ridged.squaredNorm()).isLessThan(noise.squaredNorm());
        assertThat(ridged.trainError()).isPositive();
    }

    @Test
    void copiesWithOneLabelAreMergedAndWithTwoRefused() {
        float[][] x = {{0, 1}, {1, 0}, {0, 1}, {3, 3}};
        Split test = Problems.split(new float[][] {{0, 1}}, 0);
        Dataset agreeing = Dataset.of("here", "twins", List.of("a", "b"), Problems.split(x, 0, 1, 0, 1), test);
        KernelFit fit = regression("gaussian,gamma=1", 0, Targets.ONE_HOT).fit(agreeing, Progress.SILENT);
        assertThat(fit.n()).isEqualTo(3);
        assertThat(fit.merged()).isEqualTo(1);
        Dataset quarrelling = Dataset.of("here", "twins", List.of("a", "b"), Problems.split(x, 0, 1, 1, 1), test);
        assertThatThrownBy(
                        () -> regression("gaussian,gamma=1", 0, Targets.ONE_HOT).fit(quarrelling, Progress.SILENT))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("samples 0 and 2")
                .hasMessageContaining("different labels");
        KernelFit smooth = regression("gaussian,gamma=1", 0.1, Targets.ONE_HOT).fit(quarrelling, Progress.SILENT);
        assertThat(smooth.n()).isEqualTo(4);
    }

    /** Kernels of differences do not see where the origin is: at 100 standard deviations their squares cancelled, 'singular'. */
    @ParameterizedTest
    @ValueSource(strings = {"gaussian,gamma=0.5", "laplacian,gamma=0.5"})
    void distanceFromTheOriginDoesNotMatter(String kernel) {
        KernelRegression exact = regression(kernel, 0, Targets.SIGNS);
        KernelFit near = exact.fit(shifted(0), Progress.SILENT);
        KernelFit far = exact.fit(shifted(100), Progress.SILENT);
        assertThat(far.squaredNorm()).isCloseTo(near.squaredNorm(), withinPercentage(0.01));
        assertThat(far.testError()).isEqualTo(near.testError());
        assertThat(far.relativeResidual()).isLessThan(1e-6);
    }

    /** Points whose coordinates are multiples of 2^-10: the shift is exact in fp32. */
    private static Dataset shifted(int by) {
        double[] values = Problems.normal(300 * 4, 21);
        float[][] x = new float[300][4];
        int[] labels = new int[300];
        for (int i = 0; i < 300; i++) {
            for (int j = 0; j < 4; j++) {
                x[i][j] = by + Math.round(values[4 * i + j] * 1024) / 1024f;
            }
            labels[i] = values[4 * i] > 0 ? 1 : 0;
        }
        return Dataset.of(
                "here",
                "shifted by " + by,
                List.of("a", "b"),
                Problems.split(Arrays.copyOf(x, 200), Arrays.copyOf(labels, 200)),
                Problems.split(Arrays.copyOfRange(x, 200, 300), Arrays.copyOfRange(labels, 200, 300)));
    }

    @Test
    void tooManyPointsAreRefusedBeforeStarting() {
        assertThatThrownBy(() -> GramMemory.require(10_000_000, n -> 2.0 * n * n))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("GiB are free")
                .hasMessageMatching(".*--n \\d+ would fit.*");
        GramMemory.require(10, n -> 2.0 * n * n);
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> regression("gaussian", -1, Targets.ONE_HOT)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> Targets.parse("three-hot")).isInstanceOf(BadInput.class);
    }

    private static KernelRegression regression(String kernel, double ridge, Targets targets) {
        return new KernelRegression(
                Kernels.CATALOGUE.parse(kernel),
                FeatureMaps.parse("pixels"),
                Solvers.parse("direct"),
                ridge,
                targets,
                1e-6);
    }
}
