package dev.shatter.data.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shatter.core.BadInput;
import dev.shatter.data.Fixtures;
import dev.shatter.data.Shape;
import dev.shatter.data.Split;
import dev.shatter.data.array.MatFile;
import dev.shatter.torch.HostArray;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads files that SciPy 1.17's savemat wrote. */
class MatFileTest {
    /** X uint8 [2, 3, 1, 2] holding 0 … 11 in row-major order, y double [[1], [10]], long_name_here int16 [[-1, 300]]; compressed. */
    private static final String COMPRESSED =
            "TUFUTEFCIDUuMCBNQVQtZmlsZSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
                    + "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAAAAAAAAAAAAABSU0PAAAAOAAAAHic42NgYPAAYjYg5gBi"
                    + "TgYIYAViASBmAmJmIGaEshmBMALK5gEpZGPiYOFiZGfmZOUGcQEzOwE1DwAAAC0AAAB4nONjYGBwAGI2IOaA0iDACuUzATEjGDMy"
                    + "VAJpTiAWYICBD/YQWsUBADhdApoPAAAAOQAAAHic42NgYHAAYjYg5gBiLgYIYIXyGYGYCUrzAXFOfl56fF5ibmp8RmpRKgMDMwML"
                    + "w///OowAirgIaw==";

    /** X as above and a text s, not compressed; gzip here only for length. */
    private static final String PLAIN_WITH_TEXT =
            "H4sIAAAAAAACA/N1DPFxdFIw1TNQ8HUM0U3LzElVCMhJLEnLL8q1UijIL86s0FFwLkpNLElNUcjPs1IILs1T8MsvUzAyUjAwtjKwtDIyVzAyMDJj"
                    + "IAMwevryASkPIGYDYg4g5oRKsQKxABAzATEzSCmUzQiEEVA2D0ghGxMHCxcjOzMnKzeICzLPAMk8FiTzOKDmsEDNKQbbwcJQklpRAgDd+KlJ"
                    + "CAEAAA==";

    @TempDir
    Path folder;

    @Test
    void readsCompressedArrays() throws IOException {
        Map<String, MatFile.Matrix> arrays =
                MatFile.read(file(Base64.getDecoder().decode(COMPRESSED)));
        assertThat(arrays).containsOnlyKeys("X", "y", "long_name_here");
        MatFile.Matrix images = arrays.get("X");
        assertThat(images).isNotNull();
        assertThat(images.sizes()).containsExactly(2, 3, 1, 2);
        assertThat(images.data().type()).isEqualTo(HostArray.Type.U8);
        assertThat(images.data().longs()).containsExactly(0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11);
        assertThat(doubles(arrays, "y")).containsExactly(1, 10);
        assertThat(doubles(arrays, "long_name_here")).containsExactly(-1, 300);
    }

    private static double[] doubles(Map<String, MatFile.Matrix> arrays, String name) {
        MatFile.Matrix matrix = arrays.get(name);
        return matrix == null ? new double[0] : matrix.data().doubles();
    }

    @Test
    void refusesTextTruncationAndOtherFiles() throws IOException {
        byte[] plain = new GZIPInputStream(
                        new ByteArrayInputStream(Base64.getDecoder().decode(PLAIN_WITH_TEXT)))
                .readAllBytes();
        assertThatThrownBy(() -> MatFile.read(file(plain)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("array 's'")
                .hasMessageContaining("real numbers");
        byte[] whole = Base64.getDecoder().decode(COMPRESSED);
        for (int length = 1; length < 190; length += 7) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> MatFile.read(file(cut)))
                    .as("first %d bytes", length)
                    .isInstanceOf(BadInput.class);
        }
        assertThatThrownBy(() -> MatFile.read(file(new byte[300])))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("MATLAB 5");
    }

    /** SVHN: pixel [row, column, channel, n], label 10 for the digit 0. */
    @Test
    void streetNumbersBecomeChannelFirstImages() throws IOException {
        Path file = folder.resolve("svhn.mat");
        Fixtures.streetNumbers(file, 20);
        Split split = PublishedSets.streetNumbers(file);
        assertThat(split.inputs().shape()).isEqualTo(Shape.of(3, 32, 32));
        assertThat(split.labels()).startsWith(1, 2, 3).contains(0).endsWith(0);
        byte[] raw = Fixtures.noise(3072 * 20, 0);
        byte[] sample = new byte[3072];
        split.inputs().copy(4, sample);
        int row = 5;
        int column = 17;
        int channel = 2;
        assertThat(sample[channel * 1024 + row * 32 + column])
                .isEqualTo(raw[row + 32 * column + 1024 * channel + 3072 * 4]);
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("a.mat"), bytes);
    }
}
