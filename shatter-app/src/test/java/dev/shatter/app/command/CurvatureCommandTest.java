package dev.shatter.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shatter.app.Shell;
import dev.shatter.torch.HostArray;
import dev.shatter.torch.Npz;
import dev.shatter.torch.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code curvature} through the real command line. */
class CurvatureCommandTest {
    private static final String DATA = "two-spirals:n=80,test=40";

    @TempDir
    static Path folder;

    private static String id = "";
    private static Path weights = Path.of("");

    @BeforeAll
    static void train() {
        JsonNode run = Shell.shared()
                .run(with("train", "--data", DATA, "--net", "mlp:6", "--epochs", 3, "--threads", 1, "--json"))
                .json();
        id = run.get("id").asText();
        weights = Path.of(run.get("folder").asText()).resolve("final.safetensors");
    }

    private static Object[] with(Object... line) {
        List<Object> all = new ArrayList<>(List.of(line));
        all.addAll(List.of("--store", folder.resolve("store")));
        return all.toArray();
    }

    private static JsonNode curvature(Object... options) {
        List<Object> line = new ArrayList<>(List.of("curvature", id));
        line.addAll(List.of(options));
        line.add("--json");
        return Shell.shared().run(with(line.toArray())).isDone().json();
    }

    /** 2·6 + 6 + 6·2 + 2 = 32 parameters: all eigenvalues add up to the trace, and their squares to ‖H‖². */
    @Test
    void allEigenvaluesAddUp() {
        JsonNode all = curvature("--top", 32, "--trace", "--frobenius", "--inertia", "--tolerance", 1e-8);
        assertThat(all.get("parameters").asInt()).isEqualTo(32);
        assertThat(all.get("precision").asText()).isEqualTo("fp64");
        assertThat(all.get("n").asInt()).isEqualTo(80);
        double sum = 0;
        double squares = 0;
        for (JsonNode value : all.get("top")) {
            assertThat(value.get("converged").asBoolean()).isTrue();
            sum += value.get("value").asDouble();
            squares += Math.pow(value.get("value").asDouble(), 2);
        }
        JsonNode trace = all.get("trace");
        assertThat(trace.get("value").asDouble())
                .isCloseTo(sum, within(1e-9 + 4 * trace.get("standardError").asDouble()));
        JsonNode norm = all.get("frobenius");
        assertThat(norm.get("value").asDouble())
                .isCloseTo(
                        Math.sqrt(squares), within(4 * norm.get("standardError").asDouble()));
        JsonNode inertia = all.get("inertia");
        assertThat(inertia.get("positive").get("value").asInt()
                        + inertia.get("negative").get("value").asInt()
                        + inertia.get("zero").get("value").asInt())
                .isEqualTo(32);
    }

    /** Of cross-entropy the Fisher information is the Gauss-Newton matrix; weights from a file are the run's. */
    @Test
    void oneMatrixUnderTwoNamesAndFromTwoPlaces() {
        JsonNode run = curvature("--of", "ggn", "--top", 2, "--log-det", 0.1, "--data", "test", "--per-layer");
        JsonNode file = Shell.shared()
                .run(
                        "curvature",
                        "mlp:6@" + weights,
                        "--data",
                        DATA,
                        "--data",
                        "test",
                        "--of",
                        "fisher",
                        "--top",
                        2,
                        "--json")
                .isDone()
                .json();
        assertThat(run.get("n").asInt()).isEqualTo(40);
        assertThat(file.get("top")).isEqualTo(run.get("top"));
        assertThat(run.get("logDeterminant").get("half").asDouble()).isNotNegative();
        assertThat(run.get("layers").get("dense1").get("parameters").asInt()).isEqualTo(18);
        // Interlacing: a principal submatrix has no larger eigenvalue.
        assertThat(run.get("layers")
                        .get("dense2")
                        .get("top")
                        .get(0)
                        .get("value")
                        .asDouble())
                .isLessThanOrEqualTo(run.get("top").get(0).get("value").asDouble() * (1 + 1e-9));
    }

    @Test
    void diagonalAndMaskAreFiles() throws IOException {
        Path diagonal = folder.resolve("diagonal.npz");
        curvature("--diagonal", diagonal, "--block", "dense2");
        Map<String, HostArray> written = Npz.read(diagonal);
        assertThat(written)
                .containsOnlyKeys(
                        "dense2.weight", "dense2.bias", "dense2.weight.standard-error", "dense2.bias.standard-error");
        assertThat(written.get("dense2.weight").shape()).containsExactly(2, 6);
        TreeMap<String, HostArray> mask =
                new TreeMap<>(Safetensors.read(weights).tensors());
        mask.put("dense1.weight", HostArray.of(new float[12], 6, 2));
        Path pruned = folder.resolve("pruned.npz");
        Npz.write(pruned, mask);
        assertThat(curvature("--mask", pruned, "--top", 1).get("parameters").asInt())
                .isLessThanOrEqualTo(20);
    }

    @Test
    void reportShowsTheDensity() throws IOException {
        Path report = folder.resolve("curvature.html");
        JsonNode json = curvature("--density", "--probes", 3, "--top", 1, "-o", report);
        assertThat(json.get("density")).hasSize(3);
        assertThat(Files.readString(report))
                .contains("<svg", "Density of the eigenvalues", "top 1", "shatter curvature");
    }

    @ParameterizedTest
    @CsvSource({
        "--top 33, 32 parameters",
        "--bottom -1, --bottom",
        "--block conv1, dense1",
        "--of hesian, hessian",
        "--examples 81, 80",
        "--precision fp16, fp64",
        "--log-det 0, positive",
        "--tolerance 2, 1e-4",
        "--probes 1, --probes",
        "--data two-spirals, stored run",
        "--diagonal x.csv, .npz",
        "--mask missing.npz, missing.npz",
    })
    void badInputIsOneSentence(String options, String said) {
        List<Object> line = new ArrayList<>(List.of("curvature", id));
        line.addAll(List.of(options.split(" ", -1)));
        Shell.shared().run(with(line.toArray())).isOneSentence(said);
    }

    @Test
    void weightsThatAreNotFiniteAndMasksThatFitNothingAreRefused() {
        TreeMap<String, HostArray> broken =
                new TreeMap<>(Safetensors.read(weights).tensors());
        broken.put("dense1.bias", HostArray.of(new float[] {Float.NaN, 0, 0, 0, 0, 0}, 6));
        Path file = folder.resolve("broken.npz");
        Npz.write(file, broken);
        Shell.shared().run("curvature", "mlp:6@" + file, "--data", DATA).isOneSentence("not finite");
        Path mask = folder.resolve("mask.npz");
        Npz.write(mask, Map.of("dense7.bias", HostArray.of(new float[6], 6)));
        Shell.shared().run(with("curvature", id, "--mask", mask)).isOneSentence("dense7.bias");
    }
}
