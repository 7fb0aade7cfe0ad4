package dev.shatter.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.data.Shape;
import dev.shatter.data.store.DataStore;
import dev.shatter.network.Networks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the contest says, not how fast it is. */
class TrainBenchTest {
    @TempDir
    private Path home;

    @Test
    void bothWaysTrainTheSameNetworkAndEndAlike() {
        TrainBench bench = new TrainBench(new DataStore(home), "fashion-mnist-12k", 2000, 500);
        List<Double> heard = new ArrayList<>();
        List<TrainBench.Row> rows = bench.run("mlp:32", 2, (fraction, what) -> heard.add(fraction));
        assertThat(rows).extracting(TrainBench.Row::mode).containsExactly("stock", "auto");
        TrainBench.Row stock = rows.get(0);
        TrainBench.Row auto = rows.get(1);
        assertThat(stock.ratio()).isEqualTo(1);
        assertThat(auto.ratioInterval().contains(auto.ratio())).isTrue();
        for (TrainBench.Row row : rows) {
            assertThat(row.imagesPerSecond()).isPositive();
            assertThat(row.gigaflops())
                    .isCloseTo((4.0 * 3 * 28 * 28 * 32 + 6.0 * 320) * row.imagesPerSecond() / 1e9, within(1e-9));
            assertThat(row.accuracies()).hasSize(2);
        }
        // The same first weights and batches: apart by rounding only, far above chance.
        for (int seed = 0; seed < 2; seed++) {
            assertThat(auto.accuracies().get(seed)).isGreaterThan(0.6);
            assertThat(auto.accuracies().get(seed)).isCloseTo(stock.accuracies().get(seed), within(0.05));
        }
        assertThat(heard).isSorted().startsWith(0.0);
    }

    @Test
    void multiplicationsCountEveryPositionOfAConvolution() {
        assertThat(Networks.architecture("mlp:512", Shape.of(3, 28, 28), 10).multiplications())
                .isEqualTo(3 * 28 * 28 * 512 + 512 * 10);
        assertThat(Networks.architecture("mlp:512", Shape.of(3, 28, 28), 10).trainingMultiplications())
                .isEqualTo(2 * 3 * 28 * 28 * 512 + 3 * 512 * 10);
        assertThat(Networks.architecture("alexnet-small", Shape.of(3, 28, 28), 10)
                        .multiplications())
                .isEqualTo(3 * 25 * 64 * 28 * 28 + 64 * 25 * 64 * 14 * 14 + 7 * 7 * 64 * 384 + 384 * 192 + 192 * 10);
    }
}
