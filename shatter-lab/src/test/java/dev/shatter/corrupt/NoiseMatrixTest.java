package dev.shatter.corrupt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.BadInput;
import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;
import dev.shatter.data.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoiseMatrixTest {
    private static final int N = 30_000;

    @TempDir
    private Path folder;

    private final Dataset data = Examples.bytes(Shape.of(1), 3, N, 10);

    /** Level 1e-6 a cell: five standard deviations of 10,000 labels a class. */
    @Test
    void labelsChangeWithTheProbabilitiesOfTheirClass() {
        double[][] matrix = {{0.5, 0.2, 0.3}, {0, 1, 0}, {0.9, 0, 0.1}};
        int[] noisy = apply("matrix:0-1:0.2+0-2:0.3+2-0:0.9");
        double[][] counts = new double[3][3];
        for (int i = 0; i < N; i++) {
            counts[data.train().labels()[i]][noisy[i]]++;
        }
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double p = matrix[i][j];
                assertThat(counts[i][j] / 10_000).isCloseTo(p, within(5 * Math.sqrt(p * (1 - p) / 10_000) + 1e-12));
            }
        }
    }

    /** The spec holds the matrix, so that a file may change or go. */
    @Test
    void aFileIsTakenIntoTheSpec() throws IOException {
        Path file = folder.resolve("noise.csv");
        Files.writeString(file, "# true by noisy\n0.5, 0.2, 0.3\n0 1 0\n0.9;0;0.1\n");
        Variant read = LabelCorruptions.CATALOGUE.parse("matrix:" + file);
        assertThat(read.text()).isEqualTo("matrix:classes=3,flips=0-1:0.2+0-2:0.3+2-0:0.9");
        assertThat(LabelCorruptions.CATALOGUE.parse(read.text())).isEqualTo(read);
        assertThat(LabelCorruptions.CATALOGUE.restore(read)).isEqualTo(read);
        assertThat(apply(read.text())).isEqualTo(apply("matrix:2-0:0.9+0-2:0.3+0-1:0.2"));
        Files.writeString(file, "0.5 0.5\n0.1 0.9\n");
        assertThatThrownBy(() -> apply("matrix:" + file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("2 classes");
    }

    @Test
    void theOrderOfFlipsIsNoPartOfTheSpec() {
        assertThat(LabelCorruptions.CATALOGUE.parse("matrix:9-1:0.4+2-0:0.30"))
                .isEqualTo(LabelCorruptions.CATALOGUE.parse("matrix:2-0:0.3+9-1:0.4"));
    }

    @ParameterizedTest
    @CsvSource({
        "0-1:1.5, is not a probability",
        "0-0:0.5, flips a class to itself",
        "0-1:0.6+0-2:0.6, changes class 0 with probability 1.2",
        "0-1:0.1+0-1:0.2, is given twice",
        "0-1:half, is not a finite number",
        "0-7:0.5, is of 8 classes",
        "nowhere.csv, is neither a list of flips nor a text file",
    })
    void refusesWhatIsNoMatrix(String flips, String problem) {
        assertThatThrownBy(() -> apply("matrix:" + flips))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource({
        "0.5 0.5|1, row 1: has 1 values",
        "0.5 0.5|0.4 0.5, row 1: sums to 0.9",
        "1.5 -0.5|0 1, 'row 0, value 1: -0.5 is not a probability'",
        "a b|0 1, 'row 0, value 0: ''a'' is not a finite number'",
        "NaN 1|0 1, row 0: sums to NaN",
    })
    void refusesFilesThatHoldNone(String lines, String problem) throws IOException {
        Path file = folder.resolve("noise.txt");
        Files.writeString(file, lines.replace('|', '\n'));
        assertThatThrownBy(() -> apply("matrix:" + file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("noise.txt, " + problem);
    }

    private int[] apply(String reference) {
        return LabelCorruptions.apply(data, LabelCorruptions.CATALOGUE.parse(reference), 3)
                .train()
                .labels();
    }
}
