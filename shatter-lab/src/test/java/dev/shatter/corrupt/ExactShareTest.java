package dev.shatter.corrupt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shatter.data.Dataset;
import dev.shatter.data.Shape;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExactShareTest {
    private final Dataset data = Examples.bytes(Shape.of(1), 7, 333, 10);

    @ParameterizedTest
    @CsvSource({"0, 0", "0.1, 33", "0.5, 167", "0.999, 333", "1, 333"})
    void changesExactlyTheShare(double p, int changed) {
        for (long seed = 1; seed <= 3; seed++) {
            assertThat(changes(p, seed)).as("seed " + seed).hasSize(changed);
        }
    }

    /** With one seed a larger p goes on from a smaller one. */
    @ParameterizedTest
    @CsvSource({"0.2, 0.7"})
    void grows(double p, double larger) {
        int[] few = labels(p, 4);
        int[] more = labels(larger, 4);
        assertThat(changes(larger, 4)).contains(changes(p, 4));
        for (int i : changes(p, 4)) {
            assertThat(more[i]).isEqualTo(few[i]);
        }
    }

    private int[] labels(double p, long seed) {
        return LabelCorruptions.apply(data, LabelCorruptions.CATALOGUE.parse("exact:" + p), seed)
                .train()
                .labels();
    }

    private int[] changes(double p, long seed) {
        int[] labels = labels(p, seed);
        return IntStream.range(0, labels.length)
                .filter(i -> labels[i] != data.train().labels()[i])
                .toArray();
    }
}
