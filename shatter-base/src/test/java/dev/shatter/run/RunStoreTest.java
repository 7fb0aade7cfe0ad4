package dev.shatter.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shatter.core.BadInput;
import dev.shatter.core.Json;
import dev.shatter.spec.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunStoreTest {
    @TempDir
    private Path root;

    private RunStore store;

    @BeforeEach
    void open() {
        store = new RunStore(root);
    }

    @Test
    void aCompletedRunIsFoundAgainAsItWas() {
        Run made = complete(spec(1));
        Run found = store.find(spec(1)).orElseThrow();
        assertThat(found).isEqualTo(made);
        assertThat(found.trace()).isEqualTo(trace());
        assertThat(found.result("gap")).isNaN();
        assertThat(store.get(found.id().substring(0, 8))).isEqualTo(found);
        assertThat(store.find(spec(2))).isEmpty();
    }

    /** Killed while it wrote a file: the next to take the run up leaves nothing of that lying about. */
    @Test
    void whatAKilledWriterLeftIsRemoved() throws IOException {
        Path folder = Files.createDirectories(store.folder(spec(1).id()));
        Path half = Files.writeString(folder.resolve(".checkpoint.safetensors.12450.33.part"), "half");
        Path foreign = Files.writeString(folder.resolve(".notes"), "mine");
        try (RunClaim claim = store.claim(spec(1), () -> {})) {
            claim.begin();
        }
        assertThat(half).doesNotExist();
        assertThat(foreign).exists();
    }

    @Test
    void whateverLiesInTheStoreIsListedAsWhatItIs() throws IOException {
        Run whole = complete(spec(1));
        Run cut = complete(spec(2));
        Files.writeString(cut.folder().resolve(RunStore.TRACE), "epoch\n");
        Run garbled = complete(spec(3));
        Files.writeString(garbled.folder().resolve(RunStore.RUN), "{\"id\": ");
        Run renamed = complete(spec(4));
        Files.copy(cut.folder().resolve(RunStore.SPEC), renamed.folder().resolve("x"));
        Files.move(
                renamed.folder().resolve("x"),
                renamed.folder().resolve(RunStore.SPEC),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        try (RunClaim claim = store.claim(spec(5), () -> {})) {
            claim.begin();
        }
        Files.createDirectories(root.resolve("holiday-photos"));
        Files.writeString(root.resolve("notes.txt"), "hello");
        Map<String, Listing.State> states = new TreeMap<>();
        store.list().forEach(l -> states.put(l.name(), l.state()));
        assertThat(states)
                .containsEntry(whole.id(), Listing.State.COMPLETE)
                .containsEntry(cut.id(), Listing.State.DAMAGED)
                .containsEntry(garbled.id(), Listing.State.DAMAGED)
                .containsEntry(renamed.id(), Listing.State.DAMAGED)
                .containsEntry(spec(5).id(), Listing.State.UNFINISHED)
                .containsEntry("holiday-photos", Listing.State.FOREIGN)
                .containsEntry("notes.txt", Listing.State.FOREIGN);
        assertThat(store.find(spec(2))).isEmpty();
    }

    @Test
    void aClaimedRunIsListedAsRunningAndNotRemoved() {
        try (RunClaim claim = store.claim(spec(1), () -> {})) {
            claim.begin();
            Listing listing = store.list().get(0);
            assertThat(listing.state()).isEqualTo(Listing.State.RUNNING);
            assertThatThrownBy(() -> store.remove(listing)).isInstanceOf(BadInput.class);
        }
        store.remove(store.list().get(0));
        assertThat(store.list()).isEmpty();
    }

    @Test
    void twoClaimsOfOneSpecTakeTurns() throws Exception {
        CountDownLatch waits = new CountDownLatch(1);
        CompletableFuture<Boolean> second;
        try (RunClaim first = store.claim(spec(1), () -> {})) {
            first.begin();
            second = CompletableFuture.supplyAsync(() -> {
                try (RunClaim claim = store.claim(spec(1), waits::countDown)) {
                    return store.find(claim.spec()).isPresent();
                }
            });
            waits.await();
            first.write(trace());
            first.complete(provenance(), new TreeMap<>(), Set.of());
        }
        assertThat(second.get()).isTrue();
    }

    @Test
    void anAmbiguousOrUnknownPrefixIsRefused() {
        assertThatThrownBy(() -> store.get("abcd")).hasMessageContaining("is not in");
        assertThatThrownBy(() -> store.get("a")).hasMessageContaining("too short");
    }

    @Test
    void aStoreThatCannotBeWrittenIsOneSentence() throws IOException {
        Files.writeString(root.resolve("runs"), "a file where the folder should be");
        assertThatThrownBy(() -> new RunStore(root.resolve("runs")).claim(spec(1), () -> {}))
                .isInstanceOf(BadInput.class)
                .message()
                .doesNotContain("\n");
    }

    private Run complete(Spec spec) {
        try (RunClaim claim = store.claim(spec, () -> {})) {
            claim.begin();
            claim.write(trace());
            return claim.complete(
                    provenance(), new TreeMap<>(Map.of("trainAccuracy", 1.0, "odd", Double.NaN)), Set.of());
        }
    }

    private static Trace trace() {
        return new Trace(List.of("epoch", "loss"), List.of(List.of(1.0, 0.1), List.of(2.0, Double.NaN)));
    }

    private static Provenance provenance() {
        return new Provenance("1", "abc", "17", "linux", 2, new TreeMap<>(), "00", "2026-01-01T00:00:00Z", 1.5);
    }

    private static Spec spec(int seed) {
        return Spec.read(Json.mapper().valueToTree(Map.of("kind", "invented", "seed", seed)));
    }
}
