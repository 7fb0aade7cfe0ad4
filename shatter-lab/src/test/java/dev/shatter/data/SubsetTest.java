package dev.shatter.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shatter.core.BadInput;
import dev.shatter.data.store.DataStore;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SubsetTest {
    private final Dataset data = new DataStore(Path.of("unused")).open("gaussian-mixture:classes=4,n=400,test=80");

    @Test
    void hasExactlyNInProportion() {
        Dataset subset = Subset.of(data, 102, 40, 3);
        assertThat(subset.train().count()).isEqualTo(102);
        assertThat(subset.test().count()).isEqualTo(40);
        assertThat(subset.train().perClass(4)).containsExactly(26, 26, 25, 25);
        assertThat(subset.test().perClass(4)).containsOnly(10);
        assertThat(Subset.of(data, 102, 3).test()).isSameAs(data.test());
        assertThat(Subset.of(data, 400, 3).train()).isSameAs(data.train());
    }

    /** Shares 970, 20, 10 of 1000 in a draw of 20: 19.4, 0.4, 0.2 become 18, 1, 1, so that no class is lost. */
    @Test
    void rareClassesSurvive() {
        int[] labels =
                IntStream.range(0, 1000).map(i -> i < 970 ? 0 : i < 990 ? 1 : 2).toArray();
        int[] chosen = Subset.indices(labels, 3, 20, 1, "subset", "train");
        int[] counts = new int[3];
        for (int i : chosen) {
            counts[labels[i]]++;
        }
        assertThat(counts).containsExactly(18, 1, 1);
        assertThat(chosen).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void smallerSubsetsAreNestedAndSeedsDiffer() {
        int[] labels = data.train().labels();
        Set<Integer> large = boxed(Subset.indices(labels, 4, 200, 3, "subset", "train"));
        assertThat(large).containsAll(boxed(Subset.indices(labels, 4, 100, 3, "subset", "train")));
        assertThat(boxed(Subset.indices(labels, 4, 200, 4, "subset", "train"))).isNotEqualTo(large);
        assertThat(Subset.of(data, 100, 3).hash())
                .isEqualTo(Subset.of(data, 100, 3).hash());
        assertThat(Subset.of(data, 100, 3).hash())
                .isNotEqualTo(Subset.of(data, 100, 4).hash());
    }

    @Test
    void impossibleSubsetsAreRefused() {
        for (int n : List.of(401, 3, 0, -5)) {
            assertThatThrownBy(() -> Subset.of(data, n, 1))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("subset of " + n)
                    .hasMessageContaining("ask for 4 to 400");
        }
    }

    private static Set<Integer> boxed(int[] values) {
        return new HashSet<>(Arrays.stream(values).boxed().toList());
    }
}
