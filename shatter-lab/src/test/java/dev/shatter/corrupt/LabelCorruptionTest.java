package dev.shatter.corrupt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.BadInput;
import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;
import dev.shatter.data.Shape;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelCorruptionTest {
    private static final int N = 40_000;

    /** Two-sided level of the tests of chance below: 1e-6, five normal standard deviations being 6e-7. */
    private static final double SIGMAS = 5;

    private final Dataset data = Examples.bytes(Shape.of(1), 10, N, 10);

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.5, 0.9, 1})
    void changesTheExpectedFraction(double p) {
        Variant variant = LabelCorruptions.CATALOGUE.parse("corrupt:" + p);
        Dataset noisy = LabelCorruptions.apply(data, variant, 3);
        LabelNoise noise = LabelCorruptions.noise(variant, 10);
        double q = p * 0.9;
        assertThat(noise.exact()).isTrue();
        assertThat(noise.mostKept()).isCloseTo(1 - q, within(1e-15));
        assertThat(noise.corrupts()).isEqualTo(p > 0);
        assertThat(noise.random()).isEqualTo(p == 1);
        assertThat(changed(data, noisy)).isCloseTo(q, within(SIGMAS * Math.sqrt(q * (1 - q) / N) + 1e-12));
    }

    private static double changed(Dataset before, Dataset after) {
        int[] old = before.train().labels();
        int[] now = after.train().labels();
        return IntStream.range(0, old.length).filter(i -> old[i] != now[i]).count() / (double) old.length;
    }

    /** Given any true class, a random label is uniform: χ² with 9 degrees of freedom stays below its 1 - 1e-6 quantile. */
    @Test
    void randomLabelsAreUniformAndIndependentOfTheTrueOnes() {
        Dataset noisy = LabelCorruptions.apply(data, LabelCorruptions.CATALOGUE.parse("random"), 3);
        int[][] table = new int[10][10];
        for (int i = 0; i < N; i++) {
            table[data.train().labels()[i]][noisy.train().labels()[i]]++;
        }
        for (int[] row : table) {
            double expected = N / 100.0;
            double chi2 = 0;
            for (int count : row) {
                chi2 += (count - expected) * (count - expected) / expected;
            }
            // χ²_9 quantile at 1 - 1e-6.
            assertThat(chi2).isLessThan(45.08);
        }
    }

    @Test
    void randomIsCorruptAtOne() {
        Dataset random = LabelCorruptions.apply(data, LabelCorruptions.CATALOGUE.parse("random"), 3);
        Dataset corrupt = LabelCorruptions.apply(data, LabelCorruptions.CATALOGUE.parse("corrupt:1"), 3);
        assertThat(random.train().labels()).isEqualTo(corrupt.train().labels());
        assertThat(random.hash()).isEqualTo(corrupt.hash());
    }

    /** With one seed a larger p goes on from a smaller one. */
    @Test
    void corruptionGrowsWithP() {
        int[] some = LabelCorruptions.apply(data, LabelCorruptions.CATALOGUE.parse("corrupt:0.3"), 3)
                .train()
                .labels();
        int[] more = LabelCorruptions.apply(data, LabelCorruptions.CATALOGUE.parse("corrupt:0.6"), 3)
                .train()
                .labels();
        int[] clean = data.train().labels();
        for (int i = 0; i < N; i++) {
            if (some[i] != clean[i]) {
                assertThat(more[i]).isEqualTo(some[i]);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"corrupt:1.5, out of range", "corrupt:-0.1, out of range", "corrupt, needs 'p'", "wrong, is not known"})
    void refusesWhatIsNoProbability(String reference, String problem) {
        assertThatThrownBy(() -> LabelCorruptions.CATALOGUE.parse(reference))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(problem);
    }
}
