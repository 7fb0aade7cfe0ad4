package dev.shatter.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shatter.app.Outcome;
import dev.shatter.app.Shell;
import dev.shatter.core.Chance;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trainings that are killed (SIGKILL) at seeded random instants: after so many changes in the run's folder, or within 50 ms of the
 * moment at which the final weights begin to be written. The next command ends with the bits of a training that nobody killed,
 * begins where the last checkpoint was, and leaves no file that such a training does not have.
 */
@DisabledOnOs(OS.WINDOWS)
class KillTest {
    /** Writes of a checkpoint a step, each a hidden file that is then renamed: changes in the folder of a whole training. */
    private static final int CHANGES = 120;

    private static final int LAST_MILLISECONDS = 50;

    private static final Object[] TRAIN = {
        "train",
        "--data",
        "gaussian-mixture:n=256,test=64",
        "--net",
        "mlp:8",
        "--batch",
        64,
        "--epochs",
        15,
        "--threads",
        1,
        "--checkpoint",
        0,
        "--store"
    };

    @TempDir
    private Path folder;

    @Test
    void aFewKills() throws Exception {
        kill(2, 2);
    }

    @Tag("slow")
    @Test
    void aHundredKills() throws Exception {
        kill(80, 20);
    }

    /** A run of the real thing, made unfinished with a checkpoint that is none. */
    @Test
    void aGarbageCheckpointIsNamedWithARemedyThatHelps() throws Exception {
        Path store = folder.resolve("garbage");
        Path run = Path.of(Shell.shared()
                .run(Stream.concat(Stream.of(train(store)), Stream.of("--json")).toArray())
                .json()
                .get("folder")
                .asText());
        List<String> whole = files(store);
        Files.delete(run.resolve("run.json"));
        Path checkpoint = Files.writeString(run.resolve("checkpoint.safetensors"), "garbage, of some length");
        Shell.shared()
                .run(Stream.concat(Stream.of(train(store)), Stream.of("--quiet"))
                        .toArray())
                .isOneSentence(checkpoint, "is not a checkpoint; remove it");
        Files.delete(checkpoint);
        Shell.shared().run(train(store)).isDone();
        assertThat(files(store)).isEqualTo(whole);
    }

    /** 10^12 weights, and 10^15. */
    @Test
    void networksLargerThanMemoryAreRefusedAtOnce() throws Exception {
        Path store = folder.resolve("large");
        for (String net : List.of("mlp:1000000x2", "mlp:1000000x1000")) {
            Shell.shared()
                    .run("train", "--data", "gaussian-mixture", "--net", net, "--store", store)
                    .isOneSentence(
                            "network 'mlp", "parameters, and weights, gradient and the optimiser's state take", "GiB");
        }
        assertThat(store).doesNotExist();
    }

    private void kill(int anywhere, int last) throws Exception {
        Path whole = folder.resolve("whole");
        Shell.shared().run(train(whole)).isDone();
        int killed = 0;
        for (int i = 0; i < anywhere + last; i++) {
            Path store = Files.createDirectories(folder.resolve("store" + i));
            Chance chance = Chance.of(i, "kills");
            Process process = Shell.shared().start(train(store));
            boolean end = i >= anywhere;
            Path run = await(process, store, end ? Integer.MAX_VALUE : chance.nextInt(CHANGES));
            if (end) {
                process.waitFor(chance.nextInt(LAST_MILLISECONDS), TimeUnit.MILLISECONDS);
            }
            process.destroyForcibly().waitFor();
            killed += Shell.outcome(process).code() == 0 ? 0 : 1;
            boolean complete = Files.exists(run.resolve("run.json"));
            boolean checkpoint = Files.exists(run.resolve("checkpoint.safetensors"));

            Outcome next = Shell.shared().run(train(store)).isDone();
            String kill = "kill " + i;
            assertThat(next.err().contains("answered from the store")).as(kill).isEqualTo(complete);
            assertThat(next.err().contains("going on from the last checkpoint"))
                    .as(kill)
                    .isEqualTo(checkpoint && !complete);
            assertThat(files(store)).as(kill).isEqualTo(files(whole));
            Path reference = whole.resolve(run.getFileName());
            for (String file : List.of("final.safetensors", "initial.safetensors", "spec.json")) {
                assertThat(run.resolve(file)).as(kill).hasSameBinaryContentAs(reference.resolve(file));
            }
        }
        // The others had ended before the signal came.
        assertThat(killed).isGreaterThanOrEqualTo((anywhere + last) / 2);
    }

    private static Object[] train(Path store) {
        return Stream.concat(Stream.of(TRAIN), Stream.of(store)).toArray();
    }

    /**
     * Waits for the run's folder, then for so many changes in it, or for the beginning of the final weights.
     *
     * @return the folder, also where the process has ended meanwhile
     */
    private static Path await(Process process, Path store, int changes) throws Exception {
        try (WatchService watcher = FileSystems.getDefault().newWatchService()) {
            store.register(watcher, StandardWatchEventKinds.ENTRY_CREATE);
            Path run = null;
            int seen = 0;
            while (process.isAlive() && seen <= changes) {
                if (run == null && only(store) != null) {
                    run = only(store);
                    Objects.requireNonNull(run).register(watcher, StandardWatchEventKinds.ENTRY_CREATE);
                }
                WatchKey key = watcher.poll(100, TimeUnit.MILLISECONDS);
                if (key == null || run == null) {
                    continue;
                }
                for (var event : key.pollEvents()) {
                    seen++;
                    if (String.valueOf(event.context()).contains("final.safetensors")) {
                        return run;
                    }
                }
                key.reset();
            }
            return Objects.requireNonNull(run == null ? only(store) : run, "the training began nothing");
        }
    }

    private static @org.jspecify.annotations.Nullable Path only(Path store) throws IOException {
        try (Stream<Path> runs = Files.list(store)) {
            return runs.filter(Files::isDirectory).findFirst().orElse(null);
        }
    }

    private static List<String> files(Path store) throws IOException {
        try (Stream<Path> files = Files.walk(store)) {
            return files.map(file -> store.relativize(file).toString()).sorted().toList();
        }
    }
}
