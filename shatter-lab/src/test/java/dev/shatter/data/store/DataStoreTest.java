package dev.shatter.data.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shatter.core.AtomicFiles;
import dev.shatter.core.BadInput;
import dev.shatter.data.Dataset;
import dev.shatter.data.Fixtures;
import dev.shatter.data.Progress;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataStoreTest {
    @TempDir
    Path folder;

    private Path home = Path.of("");
    private String reference = "";
    private final List<String> steps = new ArrayList<>();

    @BeforeEach
    void makeData() throws IOException {
        home = folder.resolve("home");
        Fixtures.idx(folder.resolve("digits"), 3, 30, 12);
        reference = "idx:" + folder.resolve("digits");
    }

    @Test
    void decodesOnlyOnce() throws IOException {
        Dataset first = open();
        assertThat(steps).contains("writing the cache");
        steps.clear();
        Dataset second = open();
        assertThat(steps).isEmpty();
        assertThat(second.hash()).isEqualTo(first.hash());
        assertThat(second.name()).isEqualTo(reference);
        assertThat(caches()).hasSize(1);
    }

    @Test
    void changedFilesAreReadAgainAndTheOldCopyGoes() throws IOException {
        Dataset first = open();
        Path labels = folder.resolve("digits/train-labels-idx1-ubyte.gz");
        Files.write(labels, Fixtures.gzip(Fixtures.idxLabels(30, 2, 0)));
        Files.write(folder.resolve("digits/t10k-labels-idx1-ubyte.gz"), Fixtures.gzip(Fixtures.idxLabels(12, 2, 0)));
        Files.setLastModifiedTime(labels, FileTime.fromMillis(1_000_000_000_000L));
        Dataset second = new DataStore(home).open("idx:" + folder.resolve("digits"));
        assertThat(second.classes()).hasSize(2);
        assertThat(second.hash()).isNotEqualTo(first.hash());
        assertThat(caches()).hasSize(1);
    }

    /** Every byte counts: a flipped bit anywhere, or a lost end, is noticed and repaired. */
    @Test
    void damagedCachesAreMadeAgain() throws IOException {
        String hash = open().hash();
        Path cache = caches().get(0);
        long size = Files.size(cache);
        for (long place : new long[] {0, 9, size / 3, size / 2, size - 1}) {
            byte[] bytes = Files.readAllBytes(cache);
            bytes[(int) place] ^= 1;
            // A new file, as the old one may still be mapped by the data of the last round.
            Files.delete(cache);
            Files.write(cache, bytes);
            steps.clear();
            assertThat(open().hash()).isEqualTo(hash);
            assertThat(steps).as("byte " + place).contains("writing the cache");
        }
        byte[] bytes = Files.readAllBytes(cache);
        Files.delete(cache);
        Files.write(cache, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        assertThat(open().hash()).isEqualTo(hash);
        Files.delete(cache);
        Files.createFile(cache);
        assertThat(open().hash()).isEqualTo(hash);
    }

    /** The same size and time as before, but another label: the content counts. */
    @Test
    void changedFilesOfTheSameSizeAndTimeAreReadAgain() throws IOException {
        Path labels = folder.resolve("digits/train-labels-idx1-ubyte");
        Files.delete(folder.resolve("digits/train-labels-idx1-ubyte.gz"));
        byte[] bytes = Fixtures.idxLabels(30, 3, 0);
        Files.write(labels, bytes);
        FileTime time = FileTime.fromMillis(1_000_000_000_000L);
        Files.setLastModifiedTime(labels, time);
        String before = open().hash();
        bytes[8] ^= 1;
        Files.write(labels, bytes);
        Files.setLastModifiedTime(labels, time);
        assertThat(open().hash()).isNotEqualTo(before);
    }

    /** Labels, class names and the content hash itself stand under the checksum: no byte of a copy is believed unseen. */
    @Test
    void everyByteOfTheHeaderCounts() throws IOException {
        Dataset data = open();
        Path cache = caches().get(0);
        byte[] whole = Files.readAllBytes(cache);
        int header = 8 + ((whole[0] & 0xFF) | ((whole[1] & 0xFF) << 8));
        for (int place = 8; place < header; place += 3) {
            byte[] bytes = whole.clone();
            bytes[place] ^= 1;
            Files.delete(cache);
            Files.write(cache, bytes);
            Dataset again = open();
            assertThat(again.hash()).as("byte " + place).isEqualTo(data.hash());
            assertThat(again.classes()).as("byte " + place).isEqualTo(data.classes());
        }
    }

    /** Parts of another copy go once their process is gone, those of another machine once they are old. */
    @Test
    void abandonedPartsAreRemovedWhateverTheyWereOf() throws IOException {
        Path caches = Files.createDirectories(home.resolve("cache/data"));
        Path other = caches.resolve("other-1-2.safetensors");
        Path abandoned = Files.createFile(AtomicFiles.part(other, 4_000_000_000L));
        Path living =
                Files.createFile(AtomicFiles.part(other, ProcessHandle.current().pid()));
        Path elsewhere = Files.createFile(caches.resolve(".other-3-4.safetensors.0123abcd.1.1.part"));
        Path elsewhereOld = Files.createFile(caches.resolve(".other-5-6.safetensors.0123abcd.1.1.part"));
        FileTime old = FileTime.fromMillis(System.currentTimeMillis() - 49 * 3_600_000L);
        Files.setLastModifiedTime(elsewhereOld, old);
        Files.setLastModifiedTime(living, old);
        open();
        assertThat(abandoned).doesNotExist();
        assertThat(elsewhereOld).doesNotExist();
        assertThat(elsewhere).exists();
        assertThat(living).exists();
    }

    @Test
    void movedDataArePointedToAgain() throws IOException {
        Dataset data = open();
        Path elsewhere = folder.resolve("elsewhere");
        Files.move(folder.resolve("digits"), elsewhere);
        assertThatThrownBy(this::open).isInstanceOf(BadInput.class);
        DataStore store = new DataStore(home);
        store.moved(Datasets.parse(reference), Datasets.parse("idx:" + elsewhere), null);
        assertThat(open().hash()).isEqualTo(data.hash());
        assertThat(open().name()).isEqualTo(data.name());
        // Other data in the new place are not those that moved.
        Files.write(elsewhere.resolve("train-labels-idx1-ubyte.gz"), Fixtures.gzip(Fixtures.idxLabels(30, 2, 0)));
        Files.write(elsewhere.resolve("t10k-labels-idx1-ubyte.gz"), Fixtures.gzip(Fixtures.idxLabels(12, 2, 0)));
        assertThatThrownBy(this::open).isInstanceOf(BadInput.class).hasMessageContaining("no longer what was moved");
        assertThatThrownBy(
                        () -> store.moved(Datasets.parse(reference), Datasets.parse("idx:" + elsewhere), data.hash()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("name the same data");
    }

    /** A process that halts between decoding and the end of writing leaves nothing that misleads the next. */
    @Test
    void aKillInTheMiddleLosesNothing() throws Exception {
        Process killed = Child.start(home, reference, "halt");
        assertThat(killed.waitFor()).isEqualTo(137);
        assertThat(caches()).isEmpty();
        assertThat(open().train().count()).isEqualTo(30);
        assertThat(caches()).hasSize(1);
    }

    @Test
    void partsOfKilledWritersAreRemoved() throws IOException {
        open();
        Path cache = caches().get(0);
        Files.delete(cache);
        Path leftover = cache.resolveSibling("." + cache.getFileName() + ".4711.1.part");
        try (RandomAccessFile file = new RandomAccessFile(leftover.toFile(), "rw")) {
            file.setLength(1000);
        }
        open();
        assertThat(leftover).doesNotExist();
    }

    /** Two processes on an empty cache: both get the data, one of them decodes. */
    @Test
    void twoProcessesDecodeOnce() throws Exception {
        Process one = Child.start(home, reference, "print");
        Process two = Child.start(home, reference, "print");
        String first = new String(one.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String second = new String(two.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(one.waitFor()).isZero();
        assertThat(two.waitFor()).isZero();
        String hash = open().hash();
        assertThat(first).contains(hash);
        assertThat(second).contains(hash);
        assertThat(Stream.of(first, second).filter(out -> out.contains("writing")))
                .hasSize(1);
    }

    @Test
    void threadsOfOneProcessShareTheWork() {
        List<String> hashes = Stream.generate(() -> reference)
                .limit(8)
                .parallel()
                .map(r -> new DataStore(home, (what, done, total) -> note(what))
                        .open(r)
                        .hash())
                .toList();
        assertThat(hashes).containsOnly(hashes.get(0));
        assertThat(steps.stream().filter("writing the cache"::equals)).hasSize(1);
    }

    /** The text of a reference does not depend on the folder one stands in or on the home's short form. */
    @Test
    void pathsBecomeAbsolute() {
        assertThat(Datasets.parse("idx:some/../digits").text("path"))
                .isEqualTo(Path.of("digits").toAbsolutePath().toString());
        assertThat(Datasets.parse("idx:~/digits").text("path"))
                .isEqualTo(Path.of(System.getProperty("user.home"), "digits").toString());
        assertThat(Datasets.check("npy", Map.of("inputs", "x.npy", "labels", "y.npy"))
                        .text("labels"))
                .isEqualTo(Path.of("y.npy").toAbsolutePath().toString());
        assertThat(Datasets.parse("csv:a%2Cb.csv,label=y").text("path")).endsWith("a,b.csv");
    }

    @Test
    void anUnwritableHomeIsAPlainError() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> new DataStore(file).open(reference))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("cannot be written")
                .hasMessageContaining("name another place");
    }

    private Dataset open() {
        return new DataStore(home, (what, done, total) -> note(what)).open(reference);
    }

    private synchronized void note(String step) {
        steps.add(step);
    }

    private List<Path> caches() throws IOException {
        Path cache = home.resolve("cache/data");
        if (!Files.exists(cache)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(cache)) {
            return files.filter(f -> f.toString().endsWith(".safetensors")).toList();
        }
    }

    /** A process of its own: opens data and prints what happened, or halts when the cache is about to be written. */
    static final class Child {
        private Child() {}

        static Process start(Path home, String reference, String act) throws IOException {
            return new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Child.class.getName(),
                            home.toString(),
                            reference,
                            act)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        }

        public static void main(String[] args) {
            Progress progress = (what, done, total) -> {
                System.out.println(what);
                if (args[2].equals("halt") && what.startsWith("writing")) {
                    // As kill -9 would: no hooks, nothing closed.
                    Runtime.getRuntime().halt(137);
                }
            };
            System.out.println(
                    new DataStore(Path.of(args[0]), progress).open(args[1]).hash());
        }
    }
}
