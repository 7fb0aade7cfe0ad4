package dev.shatter.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.Variant;
import dev.shatter.corrupt.LabelCorruptions;
import dev.shatter.data.Dataset;
import dev.shatter.data.Progress;
import dev.shatter.data.Subset;
import dev.shatter.data.store.DataStore;
import dev.shatter.torch.Threads;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComputationsTest {
    @TempDir
    private Path home;

    @Test
    void theSameSeedGivesTheSameNumbersAndAnotherOthers() {
        Variant options = Computations.CATALOGUE.parse("coin-tail:trials=50");
        Simulation simulation = (Simulation) Computations.CATALOGUE.get(options);
        assertThat(simulation.compute(options, 3)).isEqualTo(simulation.compute(options, 3));
        assertThat(simulation.compute(options, 4)).isNotEqualTo(simulation.compute(options, 3));
    }

    /** n = 100, p = 1/2, ε = 0.1: 2 P(Bin ≥ 60) = 0.056888. */
    @Test
    void failuresOfACoinAreExact() {
        assertThat(SampleSizes.failure(100, 0.5, 0.1)).isCloseTo(0.056888, within(1e-6));
        assertThat(SampleSizes.failure(10, 0.5, 0.6)).isZero();
    }

    /** Theorem 1 of Zhang et al. on a thousand real images with random labels. */
    @Test
    void twoNPlusDWeightsFitAThousandImagesWithRandomLabels() {
        Threads.use(1);
        Dataset images = Subset.of(new DataStore(home).open("fashion-mnist-12k"), 1000, 10, 1);
        Dataset random = LabelCorruptions.apply(images, LabelCorruptions.CATALOGUE.parse("random"), 1);
        Variant options = Computations.CATALOGUE.parse("expressivity:2-4");
        Computed fit = new Expressivity().compute(options, random, 1, Progress.SILENT);
        assertThat(result(fit, "parameters")).isEqualTo(2 * 1000 + 784.0);
        assertThat(result(fit, "networkResidual")).isLessThan(1e-6);
        assertThat(result(fit, "residual")).isLessThan(1e-6);
    }

    @Test
    void aKernelInterpolatesRandomLabels() {
        Threads.use(1);
        Dataset images = Subset.of(new DataStore(home).open("fashion-mnist-12k"), 200, 100, 1);
        Dataset random = LabelCorruptions.apply(images, LabelCorruptions.CATALOGUE.parse("random"), 1);
        Variant options = Computations.CATALOGUE.parse("kernel-fit");
        Computed noise = new KernelFits().compute(options, random, 1, Progress.SILENT);
        Computed truth = new KernelFits().compute(options, images, 1, Progress.SILENT);
        assertThat(result(noise, "trainAccuracy")).isEqualTo(1);
        assertThat(result(noise, "norm")).isGreaterThan(result(truth, "norm"));
    }

    private static double result(Computed computed, String name) {
        return computed.results().getOrDefault(name, Double.NaN);
    }
}
