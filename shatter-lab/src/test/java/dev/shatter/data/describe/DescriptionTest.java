package dev.shatter.data.describe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.data.Dataset;
import dev.shatter.data.Fixtures;
import dev.shatter.data.Samples;
import dev.shatter.data.Shape;
import dev.shatter.data.Split;
import dev.shatter.data.Statistics;
import dev.shatter.data.store.DataStore;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DescriptionTest {
    /** Contents 1, 1, 1, 2, 3 with labels 0, 0, 1, 1, 2 and test contents 1, 2, 2, 4 with labels 0, 0, 1, 2. */
    private final Dataset data = Dataset.of(
            "here",
            "example",
            List.of("a", "b", "c"),
            split(new int[] {1, 1, 1, 2, 3}, new int[] {0, 0, 1, 1, 2}),
            split(new int[] {1, 2, 2, 4}, new int[] {0, 0, 1, 2}));

    private static Split split(int[] contents, int[] labels) {
        Samples inputs = Samples.allocate(Samples.Type.U8, Shape.of(1, 2, 2), contents.length);
        for (int i = 0; i < contents.length; i++) {
            inputs.set(i, new byte[] {0, (byte) contents[i], 7, (byte) 255});
        }
        return new Split(inputs, labels);
    }

    @Test
    void countsDuplicates() {
        Duplicates found = Duplicates.of(data);
        // Training: the second and third 1 repeat; the third says b where earlier ones say a.
        assertThat(found.train()).isEqualTo(2);
        assertThat(found.trainConflicting()).isEqualTo(1);
        // Test: the second 2 repeats with another label.
        assertThat(found.test()).isEqualTo(1);
        assertThat(found.testConflicting()).isEqualTo(1);
        // Across: 1 (a: training has a and b), 2 (a: training says b), 2 (b).
        assertThat(found.across()).isEqualTo(3);
        assertThat(found.acrossConflicting()).isEqualTo(1);
    }

    @Test
    void describes() {
        Description description = Description.of(data);
        assertThat(description.trainPerClass()).containsExactly(2, 2, 1);
        assertThat(description.testPerClass()).containsExactly(2, 1, 1);
        double entropy = -(2 * 0.4 * Math.log(0.4) + 0.2 * Math.log(0.2));
        assertThat(description.balance()).isCloseTo(entropy / Math.log(3), within(1e-12));
        assertThat(description.shape()).isEqualTo(Shape.of(1, 2, 2));
        assertThat(description.pixels().high()).isEqualTo(1);
    }

    /** Against two plain passes in fp64, bytes and floats, channel by channel. */
    @Test
    void statisticsAgreeWithTheDefinition() {
        Samples bytes = Samples.allocate(Samples.Type.U8, Shape.of(3, 4, 5), 6);
        Samples floats = Samples.allocate(Samples.Type.F32, Shape.of(3, 4, 5), 6);
        bytes.buffer().put(0, Fixtures.noise(360, 1));
        float[] values = new float[60];
        for (int i = 0; i < 6; i++) {
            bytes.copy(i, values);
            for (int j = 0; j < 60; j++) {
                // Large offset: a one-pass formula in floats would lose the spread.
                values[j] = 1000 + values[j] * (1 + j / 20);
            }
            floats.set(i, values);
        }
        for (Samples samples : List.of(bytes, floats)) {
            Statistics statistics = Statistics.of(samples);
            double[] all = new double[360];
            double[][] channels = new double[3][120];
            for (int i = 0; i < 6; i++) {
                samples.copy(i, values);
                for (int j = 0; j < 60; j++) {
                    all[60 * i + j] = values[j];
                    channels[j / 20][20 * i + j % 20] = values[j];
                }
            }
            assertThat(statistics.mean()).isCloseTo(mean(all), within(1e-6));
            assertThat(statistics.deviation()).isCloseTo(deviation(all), within(1e-6));
            for (int c = 0; c < 3; c++) {
                assertThat(statistics.channelMeans()[c]).isCloseTo(mean(channels[c]), within(1e-6));
                assertThat(statistics.channelDeviations()[c]).isCloseTo(deviation(channels[c]), within(1e-6));
            }
            assertThat(statistics.low()).isCloseTo(Arrays.stream(all).min().orElse(0), within(1e-6));
            assertThat(statistics.high()).isCloseTo(Arrays.stream(all).max().orElse(0), within(1e-6));
        }
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(
                mean(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).toArray()));
    }

    @Test
    void aVectorHasOneChannel() {
        Dataset vectors = new DataStore(Path.of("unused")).open("parity");
        assertThat(Statistics.of(vectors.train().inputs()).channelMeans()).hasSize(1);
    }
}
