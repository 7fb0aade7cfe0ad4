package dev.shatter.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shatter.core.BadInput;
import dev.shatter.run.RunStore;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GridTest {
    @Test
    void aGridIsTheProductOfItsAxesLastFastest() {
        Grid grid = Grid.of(Map.of("data", "mnist", "seed", 9))
                .vary("net", "a", "b")
                .vary("seed", 1, 2);
        assertThat(grid.size()).isEqualTo(4);
        assertThat(grid.drafts())
                .isEqualTo(List.of(
                        Map.of("data", "mnist", "net", "a", "seed", 1),
                        Map.of("data", "mnist", "net", "a", "seed", 2),
                        Map.of("data", "mnist", "net", "b", "seed", 1),
                        Map.of("data", "mnist", "net", "b", "seed", 2)));
    }

    @Test
    void aSweepHoldsEverySpecOnce(@TempDir Path root) {
        Mishaps mishaps = new Mishaps(new RunStore(root));
        InventedLab lab = new InventedLab(new RunStore(root), spec -> {
            throw new AssertionError("nothing is run");
        });
        // Two spellings of one spec: 30 is the default.
        Sweep sweep = Grid.of(Map.of("epochs", 30)).vary("seed", 1, 2).sweep(lab);
        assertThat(sweep.size()).isEqualTo(2);
        assertThat(Sweep.of(List.of(mishaps.spec("good", 1), mishaps.spec("good", 1)))
                        .size())
                .isEqualTo(1);
    }

    @Test
    void absurdGridsAreRefused() {
        assertThatThrownBy(() -> Grid.of(Map.of()).vary("seed", List.of())).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> Grid.of(Map.of())
                        .vary("seed", Collections.nCopies(1000, 1))
                        .vary("lr", Collections.nCopies(101, 1)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("100000");
    }
}
