package dev.shatter.data.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.data.Dataset;
import dev.shatter.data.Shape;
import dev.shatter.data.Statistics;
import dev.shatter.data.store.DataStore;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Numbers computed with NumPy and SciPy from the published description. */
class Mnist1dTest {
    private static final Offset<Double> CLOSE = within(1e-8);

    @Test
    void templatesAgree() {
        double[][] templates = Mnist1d.templates();
        assertThat(templates).hasDimensions(10, 12);
        assertThat(templates[0][1]).isCloseTo(0.23693955, CLOSE);
        assertThat(templates[0][4]).isCloseTo(0.4738791, CLOSE);
        assertThat(templates[3][2]).isCloseTo(0.40089186, CLOSE);
        for (double[] digit : templates) {
            assertThat(digit[0]).isZero();
            double mean = Arrays.stream(digit).average().orElse(0);
            double variance = Arrays.stream(digit)
                    .map(v -> (v - mean) * (v - mean))
                    .average()
                    .orElse(0);
            assertThat(Math.sqrt(variance)).isCloseTo(1 / 6.0, within(1e-12));
        }
    }

    @Test
    void blurAgreesWithScipy() {
        double[] blurred =
                Mnist1d.blur(IntStream.range(0, 72).mapToDouble(Math::sin).toArray());
        int[] places = {0, 1, 7, 8, 35, 71};
        double[] expected = {0.39384774, 0.34772706, 0.08898172, 0.13391307, -0.05795601, 0.45506537};
        for (int i = 0; i < places.length; i++) {
            assertThat(blurred[places[i]]).isCloseTo(expected[i], CLOSE);
        }
    }

    @Test
    void transformAgrees() {
        double[] background =
                Mnist1d.blur(IntStream.range(0, 72).mapToDouble(Math::sin).toArray());
        double[] iid =
                IntStream.range(0, 72).mapToDouble(i -> 0.01 * Math.cos(i)).toArray();
        double[] signal = Mnist1d.transform(Mnist1d.templates()[3], 45, 1.1, 17, 0.2, background, iid);
        int[] places = {0, 1, 9, 10, 12, 15, 20, 39};
        double[] expected = {
            0.50384774, 0.34507069, 0.0229138, 0.31802465, 0.3492631, 0.44760716, -0.11508163, 0.35197514
        };
        for (int i = 0; i < places.length; i++) {
            assertThat(signal[places[i]]).isCloseTo(expected[i], CLOSE);
        }
        assertThat(Arrays.stream(signal).sum()).isCloseTo(3.287296445752604, within(1e-9));
    }

    @Test
    void defaultsAreThePublishedSizesOnTrainingScale() {
        Dataset data = new DataStore(Path.of("unused")).open("mnist-1d");
        assertThat(data.train().count()).isEqualTo(4000);
        assertThat(data.test().count()).isEqualTo(1000);
        assertThat(data.shape()).isEqualTo(Shape.of(40));
        assertThat(data.train().perClass(10)).containsOnly(400);
        Statistics statistics = Statistics.of(data.train().inputs());
        assertThat(statistics.mean()).isCloseTo(0, within(1e-6));
        assertThat(statistics.deviation()).isCloseTo(1, within(1e-6));
    }
}
