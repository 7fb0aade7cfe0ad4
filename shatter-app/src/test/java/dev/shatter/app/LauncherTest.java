package dev.shatter.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher script, in a tree of its own with a Maven and a Java that only write down that they were called: when it
 * builds, how often, and what it says.
 */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    @TempDir
    Path folder;

    private Path root;
    private Path calls;

    @BeforeEach
    void tree() throws IOException {
        // A blank in the path: the script must quote.
        root = Files.createDirectories(folder.resolve("a clone"));
        calls = Files.createFile(folder.resolve("calls"));
        Files.copy(Path.of("..", "shatter"), root.resolve("shatter"));
        Path shared = Files.createDirectories(root.resolve("shatter-app/src/launcher"));
        for (String name : List.of("start.sh", "jvm.options", "environment")) {
            Files.copy(Path.of("src", "launcher", name), shared.resolve(name));
        }
        write(root.resolve("pom.xml"), "");
        write(root.resolve("shatter-app/pom.xml"), "");
        write(root.resolve("shatter-app/src/main/java/A.java"), "");
        program("mvn", """
            echo mvn >>"$CALLS"
            [ -n "${BROKEN:-}" ] && { echo "[ERROR] the reason"; exit 1; }
            mkdir -p "$ROOT/shatter-app/target"
            touch "$ROOT/shatter-app/target/shatter-app.jar" "$ROOT/shatter-app/target/built"
            """);
        program("java", """
            for a in "$@"; do case $a in
              -XX:ArchiveClassesAtExit=*) touch "${a#*=}"; echo archive >>"$CALLS"; exit 0 ;;
            esac; done
            echo java >>"$CALLS"
            printf '%s\\n' "$PWD" "$@"
            """);
    }

    @Test
    void buildsOnceThenStarts() throws Exception {
        Outcome first = launch("--help").isDone();
        assertThat(first.err()).contains("building on first use", "275 MB of libtorch and MKL");
        assertThat(first.out().lines()).endsWith("--help");
        Outcome second = launch("--help").isDone();
        assertThat(second.err()).isEmpty();
        assertThat(Files.readAllLines(calls)).containsExactly("mvn", "archive", "java", "java");
    }

    @Test
    void firstUsesAtOnceBuildOnce() throws Exception {
        List<Started> several = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            several.add(start(Map.of(), root.resolve("shatter"), folder, "version"));
        }
        for (Started one : several) {
            one.finish().isDone();
        }
        assertThat(Files.readAllLines(calls)).containsOnlyOnce("mvn").containsOnlyOnce("archive");
    }

    @Test
    void buildsAgainWhenASourceIsNewerOrGone() throws Exception {
        launch("version");
        Files.setLastModifiedTime(root.resolve("shatter-app/src/main/java/A.java"), later());
        assertThat(launch("version").isDone().err()).contains("a source has changed");
        settle();
        assertThat(launch("version").isDone().err()).isEmpty();
        Files.delete(root.resolve("shatter-app/src/main/java/A.java"));
        Files.setLastModifiedTime(root.resolve("shatter-app/src/main/java"), later());
        launch("version").isDone();
        assertThat(Files.readAllLines(calls).stream().filter("mvn"::equals)).hasSize(3);
    }

    @Test
    void aFailedBuildShowsTheLogsTail() throws Exception {
        Outcome failed = start(Map.of("BROKEN", "1"), root.resolve("shatter"), folder, "version")
                .finish();
        assertThat(failed.code()).isEqualTo(ExitCodes.FAILED);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err()).contains("[ERROR] the reason", "the build failed; the whole log is ", "build.log");
        launch("version").isDone();
    }

    @Test
    void worksThroughLinksAndFromAnyFolder() throws Exception {
        Path bin = Files.createDirectories(folder.resolve("bin of mine"));
        Path link = Files.createSymbolicLink(bin.resolve("shatter"), Path.of("..", "a clone", "shatter"));
        Path again = Files.createSymbolicLink(folder.resolve("again"), link);
        Outcome outcome = start(Map.of(), again, bin, "data", "a b", "*").finish();
        assertThat(outcome.isDone().out().lines()).startsWith(bin.toRealPath().toString());
        assertThat(outcome.out().lines()).as("arguments arrive as typed").endsWith("data", "a b", "*");
    }

    @Test
    void shortCommandsSkipTheSecondCompilerLongOnesDoNot() throws Exception {
        assertThat(launch("version").out()).contains("-XX:TieredStopAtLevel=1");
        assertThat(launch("train").out()).doesNotContain("TieredStopAtLevel").contains("openblas.load=mkl");
    }

    @Test
    void namesThatAreNotAsciiOpenUnderALocaleThatIsNotInstalled() throws Exception {
        Path spec = Files.writeString(folder.resolve("größe-測試.yaml"), "experiment: nonsense\n");
        // What the scripts do once all is built, with the Java and the classes of this test.
        Path script = folder.resolve("real");
        write(
                script,
                "launcher="
                        + root.resolve("shatter-app/src/launcher").toString().replace(" ", "\\ ") + "\n"
                        + "source \"$launcher/start.sh\"\n"
                        + "java=" + Path.of(System.getProperty("java.home"), "bin", "java") + "\n"
                        + "arguments=(\"$@\")\n"
                        + "program=(-cp '" + System.getProperty("java.class.path") + "' " + Main.class.getName() + ")\n"
                        + "start\n");
        for (String locale : List.of("xx_YY.UTF-8", "C", "C.UTF-8")) {
            Outcome outcome = start(Map.of("LC_ALL", "", "LANG", locale), script, folder, "run", spec.toString())
                    .finish();
            assertThat(outcome.code()).as(locale).isEqualTo(ExitCodes.BAD_INPUT);
            assertThat(outcome.err()).as(locale).contains("'nonsense': is not known");
        }
    }

    private Outcome launch(String... args) throws Exception {
        return start(Map.of(), root.resolve("shatter"), folder, args).finish();
    }

    private Started start(Map<String, String> environment, Path script, Path directory, String... args)
            throws IOException {
        List<String> command = new ArrayList<>(List.of("bash", script.toString()));
        command.addAll(List.of(args));
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().remove("JAVA_HOME");
        builder.environment().putAll(Map.of("CALLS", calls.toString(), "ROOT", root.toString()));
        builder.environment().putAll(environment);
        builder.environment().merge("PATH", folder.resolve("path").toString(), (old, ours) -> ours + ":" + old);
        return new Started(builder.start(), out, err);
    }

    private record Started(Process process, Path out, Path err) {
        Outcome finish() throws Exception {
            return new Outcome(process.waitFor(), Files.readString(out), Files.readString(err));
        }
    }

    private static FileTime later() {
        return FileTime.from(Instant.now().plusSeconds(10));
    }

    /** Brings the source's time back from the future, so that the next build is newer. */
    private void settle() throws IOException {
        FileTime before = FileTime.from(Instant.now().minusSeconds(10));
        Files.setLastModifiedTime(root.resolve("shatter-app/src/main/java/A.java"), before);
    }

    private void program(String name, String body) throws IOException {
        Path file = folder.resolve("path").resolve(name);
        write(file, "#!/bin/sh\n" + body);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
    }
}
