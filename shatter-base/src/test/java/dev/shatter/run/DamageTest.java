package dev.shatter.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shatter.core.AtomicFiles;
import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import dev.shatter.core.Json;
import dev.shatter.run.Listing.State;
import dev.shatter.spec.Spec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens to a file of a stored run: it is detected or harmless, concerns no other run, and deletes nothing. */
class DamageTest {
    private static final List<String> FILES = List.of(
            RunStore.SPEC,
            RunStore.RUN,
            RunStore.TRACE,
            Run.FINAL,
            "measurements/l2@1.json",
            RunStore.LOCK,
            "../.index");

    @TempDir
    private Path home;

    private RunStore store;
    private Run run;
    private Run other;

    /** What happens to a file. */
    private enum Mishap {
        FLIP {
            @Override
            void befall(Path file, Path elsewhere, Chance chance) throws IOException {
                byte[] bytes = Files.readAllBytes(file);
                if (bytes.length > 0) {
                    bytes[chance.nextInt(bytes.length)] ^= (byte) (1 << chance.nextInt(8));
                }
                Files.write(file, bytes);
            }
        },
        TRUNCATION {
            @Override
            void befall(Path file, Path elsewhere, Chance chance) throws IOException {
                byte[] bytes = Files.readAllBytes(file);
                Files.write(file, java.util.Arrays.copyOf(bytes, chance.nextInt(Math.max(1, bytes.length))));
            }
        },
        REMOVAL {
            @Override
            void befall(Path file, Path elsewhere, Chance chance) throws IOException {
                Files.delete(file);
            }
        },
        LINK {
            @Override
            void befall(Path file, Path elsewhere, Chance chance) throws IOException {
                Files.move(file, elsewhere);
                Files.createSymbolicLink(file, elsewhere.toAbsolutePath());
            }
        },
        PIPE {
            @Override
            void befall(Path file, Path elsewhere, Chance chance) throws IOException {
                Files.delete(file);
                try {
                    assertThat(new ProcessBuilder("mkfifo", file.toString())
                                    .start()
                                    .waitFor())
                            .isZero();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        },
        FOLDER {
            @Override
            void befall(Path file, Path elsewhere, Chance chance) throws IOException {
                Files.delete(file);
                Files.createDirectory(file);
            }
        };

        abstract void befall(Path file, Path elsewhere, Chance chance) throws IOException;

        int times() {
            return this == FLIP || this == TRUNCATION ? 4 : 1;
        }
    }

    static Stream<Arguments> mishaps() {
        return FILES.stream().flatMap(file -> Stream.of(Mishap.values()).map(mishap -> Arguments.of(file, mishap)));
    }

    @BeforeEach
    void open() throws IOException {
        store = new RunStore(home.resolve("runs"));
        run = complete(spec(1));
        other = complete(spec(2));
        Measurements.write(run, measurement("l2", "", 1, 3.5));
        old(home.resolve("runs"));
        store.list();
    }

    @ParameterizedTest
    @MethodSource("mishaps")
    void whateverBefallsAFile(String name, Mishap mishap) throws IOException {
        for (int i = 0; i < mishap.times(); i++) {
            if (i > 0) {
                wipe();
                open();
            }
            Path file = run.folder().resolve(name).normalize();
            assertThat(Files.exists(file)).as(name).isTrue();
            mishap.befall(file, home.resolve("elsewhere" + i), Chance.of(i, "damage", name));
            Map<String, String> before = contents();

            Listing listing = store.listing(run.id());
            boolean noticed = !store.verify(listing).isEmpty();
            assertThat(store.list().stream().filter(l -> l.name().equals(run.id())))
                    .singleElement()
                    .isEqualTo(listing);
            assertThat(store.find(other.id())).contains(other);
            assertThat(other.faults()).isEmpty();
            Optional<Run> whole = store.findWhole(spec(1));
            whole.ifPresent(found -> {
                assertThat(found).isEqualTo(run);
                assertThat(found.trace()).isEqualTo(trace());
                assertThat(found.artefact(Run.FINAL)).isPresent();
            });
            Measurements.find(run, "l2").ifPresent(m -> assertThat(m.value()).isEqualTo(3.5));
            if (whole.isEmpty() || Measurements.find(run, "l2").isEmpty()) {
                assertThat(noticed
                                || Files.notExists(file, LinkOption.NOFOLLOW_LINKS)
                                || name.startsWith("measurements"))
                        .isTrue();
            }
            // Nothing that was there is gone or changed, but for the store's own index.
            before.remove(".index");
            assertThat(contents()).containsAllEntriesOf(before);

            // The same spec once more: damage is moved aside with all that was there, and the run made anew.
            if (whole.isEmpty()) {
                try (RunClaim claim = claim()) {
                    assertThat(claim.isDamaged()).isTrue();
                    Path aside = claim.setAside();
                    claim.begin();
                    before.forEach((path, content) -> {
                        if (path.startsWith(run.id()) && !path.endsWith(RunStore.LOCK)) {
                            assertThat(contents())
                                    .containsEntry(
                                            path.replace(
                                                    run.id(),
                                                    aside.getFileName().toString()),
                                            content);
                        }
                    });
                }
                assertThat(complete(spec(1))).isEqualTo(run);
                assertThat(store.list())
                        .anyMatch(l -> l.state() == State.ASIDE && l.name().contains(run.id()));
            }
            Measurements.write(run, measurement("l2", "", 1, 3.5));
            assertThat(Measurements.find(run, "l2")).isPresent();
        }
    }

    private RunClaim claim() {
        return store.claim(spec(1), () -> {
            throw new AssertionError("nobody has it");
        });
    }

    @Test
    void nonsenseInTheRecordIsListedAndRemoved() throws IOException {
        String deep = "[".repeat(60) + "]".repeat(60);
        for (String text : List.of(
                "{\"format\": 2, \"results\": " + deep + "}",
                "{\"format\": 2, \"results\": {\"x\": " + "9".repeat(2000) + "}}",
                "{\"format\": 1, \"id\": \"" + run.id() + "\", \"results\": {}, \"files\": {}}",
                "{\"format\": 1, \"id\": \"" + run.id()
                        + "\", \"provenance\": null, \"results\": {\"x\": {}}, \"files\": {\"\": 3, \"../../x\": 4}}",
                "null",
                "[]",
                "")) {
            Files.writeString(run.folder().resolve(RunStore.RUN), text);
            assertThat(store.list())
                    .filteredOn(l -> l.name().equals(run.id()))
                    .singleElement()
                    .satisfies(l -> {
                        assertThat(l.state()).isEqualTo(State.DAMAGED);
                        assertThat(l.note()).contains(run.id());
                    });
            assertThat(store.find(other.id())).isPresent();
        }
        store.remove(store.listing(run.id()));
        assertThat(run.folder()).doesNotExist();
    }

    @Test
    void anEditedResultIsNotBelieved() throws IOException {
        Path file = run.folder().resolve(RunStore.RUN);
        Files.writeString(file, Files.readString(file).replace("0.25", "0.95"));
        assertThat(store.find(run.id())).isEmpty();
        assertThat(store.listing(run.id()).note()).contains("SHA-256");
    }

    @Test
    void aLaterFormatIsRefusedByName() throws IOException {
        ObjectNode tree = (ObjectNode) Json.read(run.folder().resolve(RunStore.RUN));
        Files.writeString(run.folder().resolve(RunStore.RUN), Json.pretty(tree.put("format", 7)));
        assertThat(store.listing(run.id()).state()).isEqualTo(State.NEWER);
        assertThatThrownBy(() -> store.findWhole(spec(1)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("format 7");
        assertThatThrownBy(() -> store.get(run.id())).hasMessageContaining("format 7");
    }

    @Test
    void aRunWithoutHashesIsStillRead() throws IOException {
        ObjectNode tree = (ObjectNode) Json.read(run.folder().resolve(RunStore.RUN));
        tree.remove(Sealed.SHA256);
        ObjectNode files = tree.put("format", 1).putObject("files");
        run.files().forEach((name, seal) -> files.put(name, seal.bytes()));
        Files.writeString(run.folder().resolve(RunStore.RUN), Json.pretty(tree));
        assertThat(store.find(run.id()).orElseThrow().results()).isEqualTo(run.results());
    }

    @Test
    void anUnfinishedRunWithABrokenSpecIsNoticedBeforeItGoesOn() throws IOException {
        Path folder = store.folder(spec(3).id());
        try (RunClaim claim = store.claim(spec(3), () -> {})) {
            claim.begin();
            assertThat(claim.isDamaged()).isFalse();
        }
        Files.writeString(folder.resolve(RunStore.SPEC), "{\"kind\": ");
        assertThat(store.listing(spec(3).id()).state()).isEqualTo(State.DAMAGED);
        Files.delete(folder.resolve(RunStore.SPEC));
        Files.writeString(folder.resolve("checkpoint.safetensors"), "of what?");
        try (RunClaim claim = store.claim(spec(3), () -> {})) {
            assertThat(claim.isDamaged()).isTrue();
        }
    }

    @Test
    void halfWrittenMeasurementsOfKilledCommandsAreSwept() throws Exception {
        Process killed = new ProcessBuilder("true").start();
        killed.waitFor();
        Path dead = half(killed.pid());
        Path alive = half(ProcessHandle.current().pid());
        Measurements.write(run, measurement("l2", "", 1, 3.5));
        assertThat(dead).doesNotExist();
        assertThat(alive).exists();
    }

    @Test
    void aFinishedRunStaysUntilItsSuccessorIsComplete() throws IOException {
        try (RunClaim claim = claim()) {
            claim.anew();
            claim.begin();
            claim.write(trace());
            assertThat(store.find(run.id())).contains(run);
            assertThat(Measurements.find(run, "l2")).isPresent();
        }
        // As after a kill: what was made so far is there for the next attempt, beside the old run.
        assertThat(store.find(run.id())).contains(run);
        try (RunClaim claim = claim()) {
            claim.anew();
            assertThat(claim.folder().resolve(RunStore.TRACE)).exists();
            claim.begin();
            Files.write(claim.folder().resolve("other.safetensors"), new byte[] {9});
            Run made = claim.complete(provenance(), new TreeMap<>(Map.of("testAccuracy", 0.75)), java.util.Set.of());
            assertThat(store.find(run.id())).contains(made);
            assertThat(made.files().keySet()).containsExactlyInAnyOrder("other.safetensors", "spec.json", "trace.csv");
        }
        assertThat(Measurements.all(run)).isEmpty();
        assertThat(contents().keySet().stream().filter(name -> name.startsWith(run.id())))
                .hasSize(5);
        assertThat(store.verify(store.listing(run.id()))).isEmpty();
    }

    @Test
    void aReplacementThatWasKilledGoesOn() throws IOException {
        Path made = Files.createDirectories(run.folder().resolve(".new"));
        for (Path file :
                List.of(Path.of(RunStore.SPEC), Path.of(RunStore.TRACE), Path.of(Run.FINAL), Path.of(RunStore.RUN))) {
            Files.copy(run.folder().resolve(file), made.resolve(file));
        }
        // Killed after so many of the steps: removals of the old run's files, its record last, then moves of the new
        // ones.
        List<String> old = List.of("measurements/l2@1.json", Run.FINAL, RunStore.SPEC, RunStore.TRACE, RunStore.RUN);
        List<String> moves = List.of(Run.FINAL, RunStore.SPEC, RunStore.TRACE);
        for (int steps = 0; steps <= old.size() + moves.size(); steps++) {
            for (int i = 0; i < Math.min(steps, old.size()); i++) {
                Files.deleteIfExists(run.folder().resolve(old.get(i)));
            }
            for (int i = 0; i < steps - old.size(); i++) {
                Files.move(made.resolve(moves.get(i)), run.folder().resolve(moves.get(i)));
            }
            claim().close();
            assertThat(store.find(run.id())).as("after %d steps", steps).contains(run);
            assertThat(run.faults()).isEmpty();
            assertThat(made).doesNotExist();
            Files.createDirectories(made);
            for (String file : List.of(RunStore.SPEC, RunStore.TRACE, Run.FINAL, RunStore.RUN)) {
                Files.copy(run.folder().resolve(file), made.resolve(file));
            }
        }
    }

    @Test
    void whatWasNeededToResumeIsRemovedByWhoeverLooksNext() throws IOException {
        Path scratch = store.folder(spec(4).id()).resolve("checkpoint.safetensors");
        try (RunClaim claim = store.claim(spec(4), () -> {})) {
            claim.begin();
            claim.write(trace());
            claim.complete(provenance(), new TreeMap<>(), java.util.Set.of("checkpoint.safetensors"));
            Files.writeString(scratch, "left");
            // Whoever holds the run removes it.
            store.list();
            assertThat(scratch).exists();
        }
        Path own = Files.writeString(scratch.resolveSibling("notes.txt"), "somebody's own");
        assertThat(store.find(spec(4))).isPresent();
        assertThat(scratch).doesNotExist();
        assertThat(own).exists();
    }

    private Path half(long process) throws IOException {
        Path file = run.folder().resolve("measurements/sigma@1.json");
        return Files.writeString(AtomicFiles.part(file, process), "{");
    }

    @Test
    void measurementsAreKeyedByOptionsAndSeed() {
        Measurements.write(run, measurement("sigma", "", 1, 0.1));
        Measurements.write(run, measurement("sigma", "", 5, 0.2));
        Measurements.write(run, measurement("sigma", "draws=20", 1, 0.3));
        Measurements.write(run, measurement("sigma", "a=" + "x/".repeat(200), 1, 0.4));
        assertThat(Measurements.find(run, "sigma").orElseThrow().value()).isEqualTo(0.1);
        assertThat(Measurements.find(run, "sigma", 5).orElseThrow().value()).isEqualTo(0.2);
        assertThat(Measurements.find(run, "sigma:draws=20").orElseThrow().value())
                .isEqualTo(0.3);
        assertThat(Measurements.find(run, "sigma,draws=20", 5)).isEmpty();
        assertThat(Measurements.find(run, "sigma,a=" + "x/".repeat(200))
                        .orElseThrow()
                        .value())
                .isEqualTo(0.4);
        assertThat(Measurements.all(run)).hasSize(5);
        assertThat(store.verify(store.listing(run.id()))).isEmpty();
    }

    private Map<String, String> contents() {
        TreeMap<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(store.root())) {
            for (Path file : files.toList()) {
                boolean plain = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
                if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    contents.put(
                            store.root().relativize(file).toString(),
                            plain
                                    ? Json.sha256(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
                                    : "other");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return contents;
    }

    private void wipe() {
        AtomicFiles.remove(store.root());
    }

    /** What was just written is not yet remembered by the index. */
    static void old(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(1_700_000_000_000L));
            }
        }
    }

    private Run complete(Spec spec) throws IOException {
        try (RunClaim claim = store.claim(spec, () -> {})) {
            claim.begin();
            claim.write(trace());
            Files.write(claim.folder().resolve(Run.FINAL), new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
            return claim.complete(
                    provenance(), new TreeMap<>(Map.of("testAccuracy", 0.25, "odd", Double.NaN)), java.util.Set.of());
        }
    }

    static Measurement measurement(String name, String options, long seed, double value) {
        return QuickStore.measured(name, options, seed, value);
    }

    static Trace trace() {
        return new Trace(List.of("epoch", "loss"), List.of(List.of(1.0, 0.1), List.of(2.0, Double.NaN)));
    }

    static Provenance provenance() {
        return new Provenance("1", "abc", "17", "linux", 2, new TreeMap<>(), "00", "2026-01-01T00:00:00Z", 1.5);
    }

    static Spec spec(int seed) {
        return Spec.read(Json.mapper().valueToTree(Map.of("kind", "invented", "seed", seed)));
    }
}
