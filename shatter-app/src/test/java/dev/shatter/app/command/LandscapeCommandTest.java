package dev.shatter.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shatter.app.Shell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code landscape} through the real command line. */
class LandscapeCommandTest {
    @TempDir
    static Path folder;

    private static String first = "";
    private static String second = "";
    private static String wide = "";

    @BeforeAll
    static void train() {
        first = run("mlp:6", 1);
        second = run("mlp:6", 2);
        wide = run("mlp:7", 1);
    }

    private static String run(String network, int seed) {
        return Shell.shared()
                .run(with(
                        "train",
                        "--data",
                        "two-spirals:n=80,test=40",
                        "--net",
                        network,
                        "--epochs",
                        4,
                        "--keep",
                        "epoch:1,epoch:2",
                        "--seed-init",
                        seed,
                        "--threads",
                        1,
                        "--json"))
                .json()
                .get("id")
                .asText();
    }

    private static Object[] with(Object... line) {
        List<Object> all = new ArrayList<>(List.of(line));
        all.addAll(List.of("--store", folder.resolve("store")));
        return all.toArray();
    }

    private static JsonNode json(Object... line) {
        return Shell.shared().run(with(line)).json();
    }

    @Test
    void linesAPlaneAndAWayBetweenTwoRuns() {
        Path report = folder.resolve("landscape.html");
        JsonNode json = json(
                "landscape",
                first,
                "--line",
                "random",
                "--plane",
                "pca",
                "--between",
                second,
                "--curve",
                "--curve-epochs",
                2,
                "--points",
                5,
                "--examples",
                50,
                "-o",
                report,
                "--json");
        assertThat(json.get("trainExamples").asInt()).isEqualTo(50);
        assertThat(json.get("between").asText()).isEqualTo(second);
        assertThat(json.get("slices"))
                .hasSize(3)
                .allSatisfy(slice -> assertThat(slice.get("places")).hasSize(5));
        assertThat(json.get("plane").get("rows")).hasSize(5);
        assertThat(json.get("plane").get("path")).hasSize(4);
        assertThat(json.get("ways"))
                .hasSize(2)
                .allSatisfy(way ->
                        assertThat(way.get("barrier").get("loss").asDouble()).isNotNegative());
        assertThat(report).content().contains("Between two networks", "the path of the training", "barrier");
    }

    @Test
    void theDefaultIsAlongRandomLinesAndTheSameTwice() {
        JsonNode one = json("landscape", first, "--json");
        assertThat(one.get("slices")).hasSize(3);
        assertThat(one.has("plane")).isFalse();
        assertThat(json("landscape", first, "--json")).isEqualTo(one);
        assertThat(json("landscape", first, "--seed", 2, "--json")).isNotEqualTo(one);
    }

    @Test
    void badInputIsOneSentence() {
        Shell shell = Shell.shared();
        shell.run(with("landscape", first, "--plane", "radnom")).isOneSentence("radnom", "random");
        shell.run(with("landscape", first, "--points", 2)).isOneSentence("--points", "3 to 1001");
        shell.run(with("landscape", first, "--examples", 0)).isOneSentence("--examples", "2 or more");
        shell.run(with("landscape", first, "--curve")).isOneSentence("--curve", "--between");
        shell.run(with("landscape", first, "--between", wide)).isOneSentence("weights", "one architecture");
        shell.run(with("landscape", first, "--between", "ffff")).isOneSentence("ffff");
    }
}
