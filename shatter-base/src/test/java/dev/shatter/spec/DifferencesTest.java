package dev.shatter.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shatter.run.RunStore;
import dev.shatter.sweep.InventedLab;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DifferencesTest {
    private static final InventedLab LAB = new InventedLab(new RunStore(Path.of("nowhere")), spec -> {
        throw new AssertionError("nothing is run here: " + spec);
    });

    @Test
    void optionsOfAVariantAreNamedOneByOne() {
        Spec half = LAB.draft(Map.of("labels", "corrupt:0.5", "seed-init", 1));
        Spec most = LAB.draft(Map.of("labels", "corrupt:0.8", "seed-init", 1));
        Spec random = LAB.draft(Map.of("labels", "random", "seed-init", 2));
        assertThat(Differences.of(List.of(half, most)))
                .containsExactlyEntriesOf(Map.of("labels.p", List.of("0.5", "0.8")));
        assertThat(Differences.of(List.of(half, random)))
                .containsEntry("labels", List.of("corrupt", "random"))
                .containsEntry("labels.p", List.of("0.5", ""))
                .containsEntry("seed-init", List.of("1", "2"))
                .hasSize(3);
        assertThat(Differences.of(List.of(half, half))).isEmpty();
    }
}
