package dev.shatter.data.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.BadInput;
import dev.shatter.data.Dataset;
import dev.shatter.data.Samples;
import dev.shatter.data.Statistics;
import dev.shatter.data.store.DataStore;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeneratedTest {
    /** Two-sided level about 1e-6 a comparison: five normal standard errors. */
    private static final double SIGMAS = 5;

    /** The best classifier, the larger of the first two coordinates, errs with probability Φ(-s/2). */
    @ParameterizedTest
    @CsvSource({"2, 0.15865525393145707", "1, 0.3085375387259869"})
    void gaussianMixtureHasItsBayesError(double separation, double bayes) {
        int n = 40_000;
        Dataset data = open("gaussian-mixture:dim=3,n=" + n + ",separation=" + separation);
        float[] x = new float[3];
        int errors = 0;
        for (int i = 0; i < n; i++) {
            data.train().inputs().copy(i, x);
            errors += (x[1] > x[0] ? 1 : 0) == data.train().labels()[i] ? 0 : 1;
        }
        assertThat((double) errors / n).isCloseTo(bayes, within(SIGMAS * Math.sqrt(bayes * (1 - bayes) / n)));
        assertThat(data.train().perClass(2)).containsExactly(n / 2, n / 2);
    }

    @Test
    void spiralsHaveTheirRadiiAndAreOppositeWithoutNoise() {
        Dataset data = open("two-spirals:noise=0,turns=1.5,n=400");
        float[] x = new float[2];
        for (int i = 0; i < data.train().count(); i++) {
            data.train().inputs().copy(i, x);
            double radius = Math.hypot(x[0], x[1]);
            assertThat(radius).isBetween(0.0499, 1.0001);
            double angle = Math.PI * (3 * radius + data.train().labels()[i]);
            assertThat(Math.atan2(x[1], x[0]) - angle)
                    .satisfies(off -> assertThat(Math.cos(off)).isCloseTo(1, within(1e-5)));
        }
    }

    @Test
    void parityIsTheProductOfTheFirstSigns() {
        Dataset data = open("parity:dim=9,k=4,n=500");
        float[] x = new float[9];
        for (int i = 0; i < data.train().count(); i++) {
            data.train().inputs().copy(i, x);
            for (float value : x) {
                assertThat(Math.abs(value)).isEqualTo(1);
            }
            assertThat(data.train().labels()[i]).isEqualTo(x[0] * x[1] * x[2] * x[3] > 0 ? 0 : 1);
        }
        assertThatThrownBy(() -> open("parity:dim=3,k=4")).isInstanceOf(BadInput.class);
    }

    @Test
    void parityNoiseFlipsItsFraction() {
        int n = 20_000;
        int[] clean = open("parity:n=" + n).train().labels();
        int[] noisy = open("parity:noise=0.2,n=" + n).train().labels();
        long flipped = IntStream.range(0, n).filter(i -> clean[i] != noisy[i]).count();
        assertThat((double) flipped / n).isCloseTo(0.2, within(SIGMAS * Math.sqrt(0.16 / n)));
    }

    /** No class of the teacher gets less than a tenth of its even share, and the inputs are standard normal. */
    @Test
    void teacherUsesAllItsClasses() {
        Dataset data = open("teacher:classes=4,n=4000,hidden=16");
        assertThat(Arrays.stream(data.train().perClass(4)).min().orElse(0)).isGreaterThan(100);
        Statistics inputs = Statistics.of(data.train().inputs());
        double n = 4000.0 * 20;
        assertThat(inputs.mean()).isCloseTo(0, within(SIGMAS / Math.sqrt(n)));
        assertThat(inputs.deviation()).isCloseTo(1, within(SIGMAS / Math.sqrt(2 * n)));
    }

    /** Noise replaces by a uniform class: a fraction noise (1 - 1/K) changes. */
    @Test
    void teacherNoiseChangesItsFraction() {
        int n = 20_000;
        int[] clean = open("teacher:n=" + n).train().labels();
        int[] noisy = open("teacher:noise=0.5,n=" + n).train().labels();
        long changed = IntStream.range(0, n).filter(i -> clean[i] != noisy[i]).count();
        assertThat((double) changed / n).isCloseTo(0.25, within(SIGMAS * Math.sqrt(0.1875 / n)));
    }

    /** The sample of a place does not depend on how many are drawn. */
    @Test
    void longerDrawsBeginLikeShorterOnes() {
        Samples few = open("parity:n=20").train().inputs();
        Samples many = open("parity:n=200").train().inputs();
        assertThat(many.range(0, 20).buffer()).isEqualTo(few.buffer());
    }

    @Test
    void mixtureRefusesTooFewDimensions() {
        assertThatThrownBy(() -> open("gaussian-mixture:classes=5,dim=4"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("dim=5");
    }

    private static Dataset open(String reference) {
        return new DataStore(Path.of("unused")).open(reference);
    }
}
