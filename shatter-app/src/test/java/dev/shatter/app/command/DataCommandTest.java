package dev.shatter.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shatter.app.ExitCodes;
import dev.shatter.app.Outcome;
import dev.shatter.app.Shell;
import dev.shatter.data.store.Datasets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DataCommandTest {
    private final Shell shell = Shell.shared();

    @Test
    void listsEverySourceAndSaysWhereItIs() {
        JsonNode json = shell.run("data", "list", "--json").json();
        assertThat(json)
                .extracting(entry -> entry.path("name").asText())
                .containsExactlyElementsOf(Datasets.CATALOGUE.names());
        String list = shell.run("data", "list").isDone().out();
        Datasets.CATALOGUE.names().forEach(name -> assertThat(list).contains(name));
        assertThat(list).containsPattern("fashion-mnist-12k +bundled").containsPattern("cifar10 +(get|here)");
        assertThat(shell.run("data", "list", "csv").isDone().out()).contains("label", "required", "your files");
    }

    @Test
    void describesTheBundledData(@TempDir Path folder) throws IOException {
        Path sheet = folder.resolve("sheet.png");
        Path corruptions = folder.resolve("corruptions.png");
        JsonNode json = shell.run(
                        "data", "describe", "fashion-mnist-12k", "-o", sheet, "--corruptions", corruptions, "--json")
                .json();
        assertThat(json.path("shape").asText()).isEqualTo("1x28x28");
        assertThat(json.path("train").asInt()).isEqualTo(10_000);
        assertThat(json.path("test").asInt()).isEqualTo(2_000);
        assertThat(json.path("balance").asDouble()).isCloseTo(1, within(1e-12));
        for (JsonNode count : json.path("trainPerClass")) {
            assertThat(count.asInt()).isEqualTo(1_000);
        }
        assertThat(ImageIO.read(sheet.toFile()).getHeight()).isGreaterThan(10 * 28);
        // Six rows: true labels, half of them corrupted, random ones, and three corruptions of pixels.
        assertThat(ImageIO.read(corruptions.toFile()).getHeight()).isGreaterThan(6 * 28);
        String text =
                shell.run("data", "describe", "fashion-mnist-12k").isDone().out();
        assertThat(text)
                .contains(
                        "10,000 for training",
                        "1x28x28",
                        "T-shirt/top",
                        json.path("hash").asText());
    }

    @Test
    void describesDataThatAreMadeWithoutLeavingAnything(@TempDir Path home) {
        JsonNode json = Shell.at(home)
                .run("data", "describe", "two-spirals:n=200,test=100", "--json")
                .json();
        assertThat(json.path("train").asInt()).isEqualTo(200);
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void aSheetIsAPngInAPlaceThatCanBeWritten(@TempDir Path folder) throws IOException {
        shell.run("data", "describe", "two-spirals:n=20", "-o", folder.resolve("sheet.jpg"))
                .isOneSentence("sheet.jpg", "end it in .png");
        Path file = Files.writeString(folder.resolve("file"), "");
        shell.run("data", "describe", "two-spirals:n=20", "-o", file.resolve("sheet.png"))
                .isOneSentence("sheet.png");
        assertThat(folder).isDirectoryNotContaining(p -> !p.equals(file));
    }

    @Test
    void dataThatMovedArePointedToAgain(@TempDir Path folder) throws IOException {
        Shell here = Shell.at(folder.resolve("home"));
        Path old = Hostile.folder(folder.resolve("old"), Hostile.mnist());
        String hash = here.run("data", "describe", "idx:" + old, "--json")
                .json()
                .path("hash")
                .asText();
        Path now = Files.move(old, folder.resolve("now"));
        here.run("data", "describe", "idx:" + old).isOneSentence(old);
        here.run("data", "moved", "idx:" + old, "two-spirals").isOneSentence(hash, "name the same data");
        here.run("data", "moved", "idx:" + old, "idx:" + now).isDone();
        assertThat(here.run("data", "describe", "idx:" + old, "--json")
                        .json()
                        .path("hash")
                        .asText())
                .isEqualTo(hash);
        Shell.at(folder.resolve("other"))
                .run("data", "moved", "idx:" + old, "idx:" + now)
                .isOneSentence("no copy here", "--hash");
    }

    @Test
    void getTakesOnlyPublishedFilesFromACopy(@TempDir Path folder) throws IOException {
        Path copy = Hostile.folder(folder.resolve("copy"), Hostile.mnist());
        Shell here = Shell.at(folder.resolve("home"));
        here.run("data", "get", "mnist", "--from", copy).isOneSentence(copy, "train-images-idx3-ubyte.gz");
        for (String name : List.copyOf(Hostile.mnist().keySet())) {
            Hostile.file(copy, name + ".gz", Hostile.gzip(Hostile.idx(1, 1, 1)));
        }
        here.run("data", "get", "mnist", "--from", copy).isOneSentence("is not the published file", "idx:");
        here.run("data", "get", "mnist", "--from", folder.resolve("nowhere")).isOneSentence("nowhere");
        here.run("data", "get", "two-spirals").isOneSentence("two-spirals", "is not one to get");
        here.run("data", "get", "mnits").isOneSentence("did you mean 'mnist'");
        assertThat(folder.resolve("home/data/mnist"))
                .satisfiesAnyOf(
                        f -> assertThat(f).doesNotExist(), f -> assertThat(f).isEmptyDirectory());
    }

    /** A limit on the size of files stands for a full disk: both end a write in its middle. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aCacheThatCannotBeWrittenWholeIsNotThere(@TempDir Path home) throws Exception {
        Process process = Shell.at(home)
                .start(
                        List.of("bash", "-c", "ulimit -f 512; exec \"$@\"", "-"),
                        "data",
                        "describe",
                        "fashion-mnist-12k");
        process.waitFor();
        Shell.outcome(process).isOneSentence("cannot be written", home);
        try (Stream<Path> files = Files.walk(home)) {
            assertThat(files.filter(Files::isRegularFile)
                            .filter(f -> !f.toString().endsWith(".lock")))
                    .isEmpty();
        }
    }

    /** EMNIST's files look like MNIST's, with rows and columns exchanged: whoever reads them says which way they are wanted. */
    @Test
    void emnistIsAskedAboutAndTurned(@TempDir Path folder) throws IOException {
        Map<String, byte[]> named = new LinkedHashMap<>();
        Hostile.mnist().forEach((name, bytes) -> named.put("emnist-digits-" + name, bytes));
        Shell here = Shell.at(folder.resolve("home"));
        String mnist = "idx:" + Hostile.folder(folder.resolve("mnist"), Hostile.mnist());
        String emnist = "idx:" + Hostile.folder(folder.resolve("emnist"), named);
        here.run("data", "describe", emnist).isOneSentence("EMNIST", "transpose=true", "transpose=false");
        JsonNode stored = here.run("data", "describe", mnist, "--json").json();
        JsonNode left = here.run("data", "describe", emnist + ",transpose=false", "--json")
                .json();
        JsonNode turned = here.run("data", "describe", emnist + ",transpose=true", "--json")
                .json();
        assertThat(left.get("hash")).isEqualTo(stored.get("hash"));
        assertThat(turned.get("hash")).isNotEqualTo(stored.get("hash"));
        assertThat(turned.at("/values/mean").asDouble())
                .isCloseTo(stored.at("/values/mean").asDouble(), within(1e-12));
    }

    @Test
    void aHomeThatCannotBeWrittenIsSaid(@TempDir Path folder) throws IOException {
        Path home = Files.writeString(folder.resolve("home"), "");
        Outcome outcome = Shell.at(home).run("data", "describe", "fashion-mnist-12k");
        assertThat(outcome.code()).isEqualTo(ExitCodes.BAD_INPUT);
        outcome.isOneSentence(home);
    }
}
