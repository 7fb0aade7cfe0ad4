package dev.shatter.data.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import dev.shatter.data.Dataset;
import dev.shatter.data.Fixtures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens to a file of the data cache: the data are what they were, or one sentence says what stands in the way. */
class CacheDamageTest {
    @TempDir
    private Path folder;

    /** The files that the cache keeps for a data set. */
    private enum Kept {
        COPY("*.safetensors"),
        LOCK(".*.lock");

        private final String pattern;

        Kept(String pattern) {
            this.pattern = pattern;
        }
    }

    /** What happens to a file. */
    private enum Mishap {
        FLIP((file, elsewhere, chance) -> {
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length > 0) {
                bytes[chance.nextInt(bytes.length)] ^= (byte) (1 << chance.nextInt(8));
            }
            Files.write(file, bytes);
        }),
        TRUNCATION((file, elsewhere, chance) -> {
            byte[] bytes = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(bytes, chance.nextInt(Math.max(1, bytes.length))));
        }),
        REMOVAL((file, elsewhere, chance) -> Files.delete(file)),
        LINK((file, elsewhere, chance) ->
                Files.createSymbolicLink(file, Files.move(file, elsewhere).toAbsolutePath())),
        PIPE((file, elsewhere, chance) -> {
            Files.delete(file);
            new ProcessBuilder("mkfifo", file.toString()).start().onExit().join();
        }),
        FOLDER((file, elsewhere, chance) -> {
            Files.delete(file);
            Files.createDirectory(file);
        });

        private final Act act;

        Mishap(Act act) {
            this.act = act;
        }

        int times() {
            return this == FLIP || this == TRUNCATION ? 8 : 1;
        }

        @FunctionalInterface
        private interface Act {
            void befall(Path file, Path elsewhere, Chance chance) throws IOException;
        }
    }

    static Stream<Arguments> mishaps() {
        return Stream.of(Kept.values())
                .flatMap(file -> Stream.of(Mishap.values()).map(mishap -> Arguments.of(file, mishap)));
    }

    @ParameterizedTest
    @MethodSource("mishaps")
    void whateverBefallsAFile(Kept kept, Mishap mishap) throws IOException {
        for (int i = 0; i < mishap.times(); i++) {
            Path home = folder.resolve("home" + i);
            Path digits = folder.resolve("digits" + i);
            Fixtures.idx(digits, 3, 30, 12);
            Dataset other = new DataStore(home).open("gaussian-mixture:n=20,test=10");
            Dataset data = open(home, digits);
            Path cache = home.resolve("cache/data");
            Path file = only(cache, kept.pattern, "idx-");
            Path elsewhere = folder.resolve("elsewhere" + i);
            // A new file in its place: the old one may still be mapped.
            byte[] bytes = Files.readAllBytes(file);
            Files.delete(file);
            Files.write(file, bytes);
            mishap.act.befall(file, elsewhere, Chance.of(i, "cache-damage", kept.name()));
            if (kept == Kept.LOCK) {
                // It is looked at only where something has to be decoded.
                Files.delete(only(cache, Kept.COPY.pattern, "idx-"));
            }
            try {
                Dataset again = open(home, digits);
                assertThat(again.hash()).isEqualTo(data.hash());
                assertThat(again.classes()).isEqualTo(data.classes());
                assertThat(again.train().labels()).isEqualTo(data.train().labels());
            } catch (BadInput e) {
                assertThat(e.sentence()).contains(file.toString(), "; move it elsewhere");
                assertThat(Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).isFalse();
            }
            if (mishap == Mishap.LINK) {
                assertThat(elsewhere).hasBinaryContent(bytes);
            }
            assertThat(new DataStore(home).open("gaussian-mixture:n=20,test=10").hash())
                    .isEqualTo(other.hash());
        }
    }

    private static Dataset open(Path home, Path digits) {
        return new DataStore(home).open("idx:" + digits);
    }

    private static Path only(Path cache, String pattern, String source) {
        try (Stream<Path> files = Files.list(cache)) {
            List<Path> found = files.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.contains(source)
                                && file.getFileSystem()
                                        .getPathMatcher("glob:" + pattern)
                                        .matches(file.getFileName())
                                && !(pattern.startsWith("*") && name.startsWith("."));
                    })
                    .toList();
            assertThat(found).hasSize(1);
            return found.get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
