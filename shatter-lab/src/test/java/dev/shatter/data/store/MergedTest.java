package dev.shatter.data.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shatter.core.BadInput;
import dev.shatter.data.Dataset;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes become others; samples stay what they are. */
class MergedTest {
    @Test
    void labelsAreMappedAndNamesJoined(@TempDir Path home) {
        DataStore store = new DataStore(home);
        Dataset original = store.open("gaussian-mixture:classes=4,n=40,test=20");
        Dataset merged = store.open("merged:gaussian-mixture:classes%3D4%2Cn%3D40%2Ctest%3D20,into=0-1-0-2");
        assertThat(merged.classes()).containsExactly("0+2", "1", "3");
        assertThat(merged.train().inputs().buffer())
                .isEqualTo(original.train().inputs().buffer());
        int[] into = {0, 1, 0, 2};
        for (int i = 0; i < 40; i++) {
            assertThat(merged.train().labels()[i])
                    .isEqualTo(into[original.train().labels()[i]]);
        }
        assertThat(merged.hash()).isNotEqualTo(original.hash());
    }

    @Test
    void pathsInsideBecomeAbsolute() {
        assertThat(Datasets.parse("merged:idx:digits,0x5-1x5").text("data"))
                .isEqualTo("idx:path=" + Path.of("digits").toAbsolutePath());
    }

    @Test
    void wrongMapsAreRefused(@TempDir Path home) {
        DataStore store = new DataStore(home);
        assertThatThrownBy(() -> store.open("merged:two-spirals,into=0-1-0"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("names 3 classes");
        assertThatThrownBy(() -> store.open("merged:gaussian-mixture:classes%3D3,into=0-2-2"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("gaps");
        assertThatThrownBy(() -> store.open("merged:two-spirals,into=0-0"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("single class");
        assertThatThrownBy(() -> store.open("merged:nothing,into=0-1")).isInstanceOf(BadInput.class);
    }
}
