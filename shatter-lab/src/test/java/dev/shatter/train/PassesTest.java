package dev.shatter.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shatter.core.Chance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PassesTest {
    @Test
    void everyPassTakesFullBatchesOfItsOwnOrder() {
        Passes passes = new Passes(11, 4, 3);
        List<int[]> batches = new ArrayList<>();
        List<Long> steps = new ArrayList<>();
        passes.run(pass -> Chance.of(7, "order", pass), (places, step) -> {
            batches.add(places);
            steps.add(step);
        });
        assertThat(passes.each()).isEqualTo(2);
        assertThat(steps).containsExactly(0L, 1L, 2L, 3L, 4L, 5L).hasSize((int) passes.steps());
        for (int pass = 0; pass < 3; pass++) {
            int[] order = Chance.of(7, "order", pass).permutation(11);
            assertThat(batches.get(2 * pass)).containsExactly(Arrays.copyOfRange(order, 0, 4));
            assertThat(batches.get(2 * pass + 1)).containsExactly(Arrays.copyOfRange(order, 4, 8));
        }
    }

    @Test
    void aBatchIsNeverLargerThanWhatThereIs() {
        List<int[]> batches = new ArrayList<>();
        new Passes(3, 100, 1).run(pass -> Chance.of(1), (places, step) -> batches.add(places));
        assertThat(batches)
                .singleElement()
                .satisfies(places -> assertThat(IntStream.of(places).sorted()).containsExactly(0, 1, 2));
    }
}
