package dev.shatter.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shatter.app.Outcome;
import dev.shatter.app.Shell;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training and stored runs through the real command line, killed processes included. */
class TrainCommandTest {
    private static final Object[] SMALL = {
        "train",
        "--data",
        "fashion-mnist-12k",
        "--subset",
        400,
        "--test-subset",
        200,
        "--net",
        "mlp:64",
        "--whiten",
        "--labels",
        "corrupt:0.2",
        "--epochs",
        40,
        "--threads",
        1
    };

    @TempDir
    private Path folder;

    @Test
    void jsonHoldsWhatScriptsRelyOn() {
        JsonNode first = Shell.shared()
                .run(with("--epochs", 2, "--store", folder.resolve("a"), "--json"))
                .json();
        assertThat(first.properties().stream().map(e -> e.getKey()))
                .contains(
                        "id",
                        "network",
                        "parameters",
                        "trainAccuracy",
                        "testAccuracy",
                        "trainLoss",
                        "testLoss",
                        "gap",
                        "epochs",
                        "epochsToFit",
                        "seconds",
                        "imagesPerSecond",
                        "precision");
        assertThat(first.get("parameters").asLong()).isEqualTo(784 * 64 + 64 + 64 * 10 + 10);
        assertThat(first.get("epochs").asInt()).isEqualTo(2);
        // It did not fit in two epochs.
        assertThat(first.get("epochsToFit").asText()).isEqualTo("NaN");
        Outcome again = Shell.shared().run(with("--epochs", 2, "--store", folder.resolve("a"), "--json"));
        assertThat(again.json()).isEqualTo(first);
        assertThat(again.err()).contains("answered from the store");
    }

    @Test
    void aTrainingThatDivergesSaysSo() {
        Outcome trained = Shell.shared()
                .run(
                        "train",
                        "--data",
                        "gaussian-mixture",
                        "--net",
                        "mlp:16x4",
                        "--lr",
                        1e6,
                        "--epochs",
                        2,
                        "--threads",
                        1,
                        "--store",
                        folder.resolve("diverged"))
                .isDone();
        assertThat(trained.out()).contains("diverged", "smaller --lr");
    }

    /** What was trained in bf16 is measured in fp32, and may differ; and not every loss is the one that was minimised. */
    @Test
    void measuresSayWhereTheyDifferFromTheTraining() {
        Path store = folder.resolve("bf16");
        String id = Shell.shared()
                .run(
                        "train",
                        "--data",
                        "gaussian-mixture",
                        "--net",
                        "linear",
                        "--precision",
                        "bf16",
                        "--loss",
                        "mse",
                        "--epochs",
                        1,
                        "--threads",
                        1,
                        "--store",
                        store,
                        "--json")
                .json()
                .get("id")
                .asText();
        Outcome measured = Shell.shared()
                .run("measure", id, "--only", "train-error", "--store", store)
                .isDone();
        assertThat(measured.err() + measured.out()).contains("bf16", "fp32", "minimised mse");
    }

    /** The lottery ticket of Frankle and Carbin 2019, from the shell. */
    @Test
    void aTrainingStartsFromAStoredRun() {
        Path store = folder.resolve("tickets");
        Object[] plain = {
            "train", "--data", "gaussian-mixture", "--net", "mlp:16", "--epochs", 2, "--store", store, "--json"
        };
        String parent = Shell.shared().run(plain).json().get("id").asText();
        List<Object> child = new ArrayList<>(List.of(plain));
        child.addAll(List.of("--start", parent.substring(0, 8), "--moment", "initial", "--mask", "largest:share=0.2"));
        JsonNode ticket = Shell.shared().run(child.toArray()).json();
        assertThat(ticket.get("id").asText()).isNotEqualTo(parent);
        assertThat(Shell.shared()
                        .run("runs", "show", ticket.get("id").asText(), "--store", store)
                        .out())
                .contains(parent);
        child.set(child.indexOf(parent.substring(0, 8)), "ffffffff");
        Shell.shared().run(child.toArray()).isOneSentence("ffffffff");
    }

    @Test
    void aKilledProcessLosesNothingButTime() throws Exception {
        Path killed = folder.resolve("killed");
        Process process = Shell.shared().start(with("--store", killed, "--checkpoint", 0));
        awaitFile(process, killed, "checkpoint.safetensors");
        process.destroyForcibly().waitFor();
        Shell.outcome(process);
        assertThat(Shell.shared()
                        .run("runs", "list", "--store", killed)
                        .isDone()
                        .out())
                .contains("unfinished");

        Outcome resumed = Shell.shared().process(with("--store", killed, "--json"));
        assertThat(resumed.err()).contains("going on from");
        JsonNode end = resumed.json();
        JsonNode whole = Shell.shared()
                .process(with("--store", folder.resolve("whole"), "--json"))
                .json();
        for (String name : List.of("id", "trainLoss", "testLoss", "trainAccuracy", "testAccuracy", "epochsToFit")) {
            assertThat(end.get(name)).as(name).isEqualTo(whole.get(name));
        }
        assertThat(Path.of(end.get("folder").asText(), "final.safetensors"))
                .hasSameBinaryContentAs(Path.of(whole.get("folder").asText(), "final.safetensors"));
    }

    @Test
    void twoProcessesAskedForOneSpecTrainItOnce() throws Exception {
        Path store = folder.resolve("shared");
        Process one = Shell.shared().start(with("--store", store, "--json"));
        Process two = Shell.shared().start(with("--store", store, "--json"));
        one.waitFor();
        two.waitFor();
        Outcome first = Shell.outcome(one);
        Outcome second = Shell.outcome(two);
        assertThat(first.json()).isEqualTo(second.json());
        long waited = Stream.of(first, second)
                .filter(o -> o.err().contains("answered from the store"))
                .count();
        assertThat(waited).isEqualTo(1);
    }

    @Test
    void storedRunsAreListedShownComparedExportedAndRemoved() throws Exception {
        Path store = folder.resolve("runs");
        Shell shell = Shell.shared();
        String plain = shell.run(with("--epochs", 1, "--store", store, "--json"))
                .json()
                .get("id")
                .asText();
        String random = shell.run(with("--epochs", 1, "--store", store, "--labels", "random", "--json"))
                .json()
                .get("id")
                .asText();
        Files.createDirectories(store.resolve("holiday-photos"));

        Outcome list = shell.run("runs", "list", "--store", store).isDone();
        assertThat(list.out()).contains(plain.substring(0, 12), random.substring(0, 12), "corrupt:0.2", "foreign");
        assertThat(shell.run("runs", "show", plain.substring(0, 8), "--store", store, "--json")
                        .json()
                        .at("/spec/labels/p")
                        .asDouble())
                .isEqualTo(0.2);
        JsonNode compared = shell.run("runs", "compare", plain, random, "--store", store, "--json")
                .json();
        assertThat(compared.get("differing").fieldNames()).toIterable().containsExactly("labels", "labels.p");

        Path export = folder.resolve("export");
        shell.run("runs", "export", plain, "--to", export, "--store", store).isDone();
        for (String file :
                List.of("x_train.npy", "y_train.npy", "x_test.npy", "y_test.npy", "trace.csv", "final.safetensors")) {
            assertThat(export.resolve(file)).isNotEmptyFile();
        }
        // 128 bytes of NPY header, then 400 x 784 floats.
        assertThat(Files.size(export.resolve("x_train.npy"))).isEqualTo(128 + 400L * 784 * 4);
        shell.run("runs", "export", plain, "--to", export, "--store", store).isOneSentence(export, "not empty");

        Path page = folder.resolve("page.html");
        shell.run("report", plain, random, "-o", page, "--store", store).isDone();
        assertThat(Files.readString(page))
                .contains("Learning curves", plain.substring(0, 12))
                .doesNotContain("src=\"http");

        shell.run("runs", "rm", plain, "--store", store).isDone();
        shell.run("runs", "show", plain, "--store", store).isOneSentence(plain);
    }

    @Test
    void aSpecFileGivesTheSameRunAsItsFlags() throws Exception {
        Path file = folder.resolve("spec.yaml");
        Files.writeString(file, """
                data: fashion-mnist-12k
                subset: 400
                test-subset: 200
                net: mlp:64
                scaling: whiten
                labels: corrupt:0.2
                epochs: 1
                """);
        Path store = folder.resolve("file");
        JsonNode run = Shell.shared()
                .run("run", file, "--store", store, "--threads", 1, "--json")
                .json();
        JsonNode flags = Shell.shared()
                .run(with("--epochs", 1, "--store", store, "--json"))
                .json();
        assertThat(run.get("id")).isEqualTo(flags.get("id"));
        Path stored = Path.of(run.get("folder").asText(), "spec.json");
        assertThat(Shell.shared()
                        .run("run", stored, "--store", store, "--json")
                        .json()
                        .get("id"))
                .isEqualTo(run.get("id"));
        Files.writeString(file, "data: fashion-mnist-12k\nnet: mlp:64\nlearning-rate: 1\n");
        Shell.shared().run("run", file).isOneSentence(file, "learning-rate");
        Files.writeString(file, "data: [mnist\n");
        Shell.shared().run("run", file).isOneSentence(file, "line");
    }

    private Object[] with(Object... more) {
        List<Object> args = new ArrayList<>(List.of(SMALL));
        for (int i = 0; i < more.length; i++) {
            int at = args.indexOf(more[i]);
            if (at >= 0 && i + 1 < more.length) {
                args.set(at + 1, more[++i]);
            } else {
                args.add(more[i]);
            }
        }
        return args.toArray();
    }

    /** Waits until a file of this name stands in the only folder under {@code root}, or the process has ended. */
    private static void awaitFile(Process process, Path root, String name) throws Exception {
        Files.createDirectories(root);
        try (WatchService watcher = FileSystems.getDefault().newWatchService()) {
            root.register(watcher, StandardWatchEventKinds.ENTRY_CREATE);
            while (process.isAlive()) {
                try (Stream<Path> folders = Files.list(root)) {
                    for (Path run : folders.filter(Files::isDirectory).toList()) {
                        run.register(watcher, StandardWatchEventKinds.ENTRY_CREATE);
                        if (Files.exists(run.resolve(name))) {
                            return;
                        }
                    }
                }
                var key = watcher.poll(1, java.util.concurrent.TimeUnit.SECONDS);
                if (key != null) {
                    key.pollEvents();
                    key.reset();
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("the process ended before it wrote " + name);
    }
}
