package dev.shatter.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shatter.core.BadInput;
import dev.shatter.data.store.DataStore;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CentreCropTest {
    /** Against a naive transcription: out[c][y][x] = in[c][y + top][x + left]. */
    @ParameterizedTest
    @EnumSource(Samples.Type.class)
    void takesTheMiddleOfEveryChannel(Samples.Type type) {
        Dataset data = images(type);
        Dataset cropped = CentreCrop.of(data, 3, 4);
        assertThat(cropped.shape()).isEqualTo(Shape.of(3, 3, 4));
        float[] whole = new float[3 * 6 * 9];
        float[] part = new float[3 * 3 * 4];
        for (int i = 0; i < 2; i++) {
            data.test().inputs().copy(i, whole);
            cropped.test().inputs().copy(i, part);
            for (int c = 0; c < 3; c++) {
                for (int y = 0; y < 3; y++) {
                    for (int x = 0; x < 4; x++) {
                        // Margins 3 and 5: the smaller half, 1 and 2, lies at the top and left.
                        assertThat(part[(c * 3 + y) * 4 + x]).isEqualTo(whole[(c * 6 + y + 1) * 9 + x + 2]);
                    }
                }
            }
        }
        assertThat(cropped.train().labels()).isEqualTo(data.train().labels());
        assertThat(CentreCrop.of(data, 6, 9)).isSameAs(data);
    }

    @Test
    void refusesWhatDoesNotFit() {
        Dataset data = images(Samples.Type.U8);
        assertThatThrownBy(() -> CentreCrop.of(data, 7, 4))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("does not fit into images of 6x9");
        assertThatThrownBy(() -> CentreCrop.of(data, 0, 4)).isInstanceOf(BadInput.class);
        Dataset vectors = new DataStore(Path.of("unused")).open("parity");
        assertThatThrownBy(() -> CentreCrop.of(vectors, 2, 2))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("needs images");
    }

    private static Dataset images(Samples.Type type) {
        Samples inputs = Samples.allocate(type, Shape.of(3, 6, 9), 2);
        for (int i = 0; i < inputs.buffer().capacity() / type.bytes(); i++) {
            if (type == Samples.Type.U8) {
                inputs.buffer().put(i, (byte) (i % 251));
            } else {
                inputs.buffer().putFloat(4 * i, i);
            }
        }
        Split split = new Split(inputs, new int[] {0, 1});
        return Dataset.of("here", "images", List.of("a", "b"), split, split);
    }
}
