package dev.shatter.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shatter.core.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunIndexTest {
    private static final int RUNS = 60;

    @TempDir
    private Path root;

    private RunStore store;

    @BeforeEach
    void fill() throws IOException {
        store = new RunStore(root);
        LargeStore.fill(store, RUNS);
        Files.createDirectories(root.resolve("holiday-photos"));
        DamageTest.old(root);
    }

    @Test
    void theStoreIsListedTheSameFromItsIndexAndFromItsFolders() throws IOException {
        List<Listing> first = store.list();
        byte[] written = Files.readAllBytes(root.resolve(RunIndex.FILE));
        assertThat(first).hasSize(RUNS + 1);
        assertThat(store.list()).isEqualTo(first);
        assertThat(Files.readAllBytes(root.resolve(RunIndex.FILE))).isEqualTo(written);
        Files.delete(root.resolve(RunIndex.FILE));
        assertThat(store.list()).isEqualTo(first);
        for (Listing listing : first) {
            Optional.ofNullable(listing.run())
                    .ifPresent(run ->
                            assertThat(run).isEqualTo(store.find(run.id()).orElseThrow()));
        }
    }

    @Test
    void whatChangedIsReadAgain() throws IOException {
        store.list();
        Run run = store.find(LargeStore.spec(3)).orElseThrow();
        Measurements.write(run, DamageTest.measurement("l2", "", 1, 4.5));
        Measurements.write(run, DamageTest.measurement("l2", "", 9, 5.5));
        assertThat(store.table().where(List.of("l2=4.5", "l2@9>5")).rows())
                .singleElement()
                .extracting(row -> row.listing().name())
                .isEqualTo(run.id());
        Run cut = store.find(LargeStore.spec(4)).orElseThrow();
        Files.writeString(cut.folder().resolve(RunStore.TRACE), "epsilon\n");
        Run gone = store.find(LargeStore.spec(5)).orElseThrow();
        store.remove(store.listing(gone.id()));
        assertThat(store.list())
                .hasSize(RUNS)
                .noneMatch(l -> l.name().equals(gone.id()))
                .anyMatch(l -> l.name().equals(cut.id()) && l.state() == Listing.State.DAMAGED);
    }

    @Test
    void aBrokenIndexCostsNothingButTime() throws IOException {
        List<Listing> first = store.list();
        Path index = root.resolve(RunIndex.FILE);
        byte[] whole = Files.readAllBytes(index);
        for (int cut : new int[] {0, 3, 11, 100, whole.length - 1}) {
            Files.write(index, Arrays.copyOf(whole, cut));
            assertThat(store.list()).isEqualTo(first);
        }
        byte[] flipped = whole.clone();
        flipped[whole.length / 2] ^= 4;
        Files.write(index, flipped);
        assertThat(store.list()).isEqualTo(first);
        Files.delete(index);
        Files.createDirectories(index.resolve("in the way"));
        assertThat(store.list()).isEqualTo(first);
    }

    @Test
    void conditionsChooseRuns() {
        StoreTable table = store.table();
        assertThat(table.where(List.of("net=mlp*hidden=512-512,*")).rows()).hasSize(RUNS / 4);
        assertThat(table.where(List.of("net!=*hidden=512-512,*", "state=complete"))
                        .rows())
                .hasSize(RUNS * 3 / 4);
        assertThat(table.where(List.of(" data.n = 1e3 ")).rows()).hasSize(RUNS);
        assertThat(table.where(List.of("seed-data>=10", "seed-data<12")).rows()).hasSize(2);
        assertThat(table.where(List.of("state=foreign")).rows()).hasSize(1);
        assertThat(table.where(List.of("started>2025", "net.dropout=0", "path-norm>=0"))
                        .rows())
                .hasSize(RUNS);
        double[] heads = table.column("gap").stream()
                .flatMap(Optional::stream)
                .mapToDouble(Double.class::cast)
                .toArray();
        assertThat(table.where(List.of("gap>0.5")).rows())
                .hasSize((int) Arrays.stream(heads).filter(p -> p > 0.5).count());
    }

    @Test
    void whatIsNoConditionIsOneSentence() {
        StoreTable table = store.table();
        for (String bad : List.of("", "seed", "=3", "seeds=3", "gap>much", "gap>", "gap>0*", ">")) {
            assertThatThrownBy(() -> table.where(List.of(bad)))
                    .as(bad)
                    .isInstanceOf(BadInput.class)
                    .hasMessageStartingWith("--where '" + bad + "'");
        }
        assertThatThrownBy(() -> table.where(List.of("accuracy>0.5"))).hasMessageContaining("testAccuracy");
    }
}
