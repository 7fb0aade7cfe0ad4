package dev.shatter.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shatter.app.Shell;
import dev.shatter.measure.catalogue.Measures;
import dev.shatter.report.chart.Svg;
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

/** {@code measure} and {@code certify} through the real command line: runs, weights from files, reports, bad input. */
class MeasureCommandTest {
    private static final String DATA = "two-spirals:n=80,test=40";

    @TempDir
    static Path folder;

    private static String id = "";
    private static Path weights = Path.of("");
    private static Path initial = Path.of("");

    @BeforeAll
    static void train() {
        JsonNode run = Shell.shared()
                .run(with("train", "--data", DATA, "--net", "mlp:6", "--epochs", 3, "--threads", 1, "--json"))
                .json();
        id = run.get("id").asText();
        Path stored = Path.of(run.get("folder").asText());
        weights = stored.resolve("final.safetensors");
        initial = stored.resolve("initial.safetensors");
    }

    private static Object[] with(Object... line) {
        List<Object> all = new ArrayList<>(List.of(line));
        all.addAll(List.of("--store", folder.resolve("store")));
        return all.toArray();
    }

    private static JsonNode one(JsonNode json, String name) {
        for (JsonNode measurement : json.get("measurements")) {
            if (measurement.get("name").asText().equals(name)) {
                return measurement;
            }
        }
        throw new AssertionError(name + " is not among " + json);
    }

    @Test
    void weightsFromFilesMeasureLikeTheRun() {
        String only = "fro-dist,log-prod-of-spec,test-error,vc-dimension";
        JsonNode run = Shell.shared()
                .run(with("measure", id, "--only", only, "--json"))
                .json();
        Path npz = folder.resolve("weights.npz");
        Npz.write(npz, new TreeMap<>(Safetensors.read(weights).tensors()));
        for (Path file : List.of(weights, npz)) {
            JsonNode again = Shell.shared()
                    .run(with(
                            "measure", "mlp:6@" + file, "--data", DATA, "--initial", initial, "--only", only, "--json"))
                    .json();
            for (String name : only.split(",", -1)) {
                assertThat(one(again, name).get("value").asDouble())
                        .as(name)
                        .isEqualTo(one(run, name).get("value").asDouble());
            }
        }
        JsonNode without = Shell.shared()
                .run(with("measure", "mlp:6@" + weights, "--data", DATA, "--only", "fro-dist", "--json"))
                .json();
        assertThat(without.get("skipped").get(0).get("reason").asText()).isEqualTo("needs the initial weights");
        assertThat(without.get("skipped").get(0).get("measures").get(0).asText())
                .isEqualTo("fro-dist");
    }

    @Test
    void measuresThatTrainAgain() {
        JsonNode json = Shell.shared()
                .run(with("measure", id, "--only", "random-signs,empirical-stability", "--threads", 1, "--json"))
                .json();
        JsonNode signs = one(json, "random-signs");
        assertThat(signs.get("value").asDouble()).isBetween(-1.0, 1.0);
        assertThat(signs.get("low").asDouble()).isLessThan(signs.get("value").asDouble());
        JsonNode stability = one(json, "empirical-stability");
        assertThat(stability.get("value").asDouble()).isBetween(0.0, 1.0);
        assertThat(stability.get("details").get("control.distance").asDouble()).isPositive();
    }

    @Test
    void reportsHoldTheFigures() throws IOException {
        Path page = folder.resolve("measures.html");
        String shown = Shell.shared()
                .run(with("measure", id, "--only", "margins,fro-dist,memorisation-index", "--seed", 3, "-o", page))
                .isDone()
                .out();
        assertThat(shown.lines().map(String::strip))
                .containsSubsequence("Margins:", "Norms and distances of the weights:");
        assertThat(Files.readString(page))
                .contains("--seed 3 --only margins,fro-dist,memorisation-index -o")
                .contains("Normalised margins")
                .contains("over the path norm")
                .contains("memorisation-index")
                // By family, each number with what a large one means.
                .containsSubsequence("Margins</caption>", "Norms and distances of the weights</caption>")
                .contains(Svg.escape(Measures.CATALOGUE.get("fro-dist").summary()))
                .contains(Svg.escape(Measures.CATALOGUE.get("margins").reading()));
        Path photos = Files.createDirectories(folder.resolve("photos"));
        Files.writeString(photos.resolve("cat.png"), "a cat");
        Shell.shared()
                .run(with("measure", id, "--only", "fro-dist", "-o", photos))
                .isOneSentence(photos, "cat.png", "new or empty folder");
        Path certificates = folder.resolve("certificates");
        Shell.shared().run(with("certify", id, "-o", certificates)).isDone();
        assertThat(certificates.resolve("figures/certificates.svg")).exists();
        assertThat(Files.readString(certificates.resolve("index.html")))
                .contains("binomial-inversion")
                .contains("In expectation only: no certificates")
                .contains("best of these");
    }

    @Test
    void certificatesAreSeparateFromBoundsInExpectation() {
        JsonNode json = Shell.shared().run(with("certify", id, "--json")).json();
        List<String> theorems = new ArrayList<>();
        json.get("certificates").forEach(c -> theorems.add(c.get("theorem").asText()));
        assertThat(theorems).contains("vc", "occam", "binomial-inversion").doesNotContain("xu-raginsky");
        assertThat(json.get("inExpectation").get(0).get("theorem").asText()).isEqualTo("xu-raginsky");
        assertThat(json.get("notApplicable").get("rademacher").asText()).contains("linear");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "certify ID --delta 0                                   | not between 0 and 1",
                "certify ID --delta 5%                                  | write 0.05",
                "certify ID --delta 1                                   | not between 0 and 1",
                "certify ID --delta NaN                                 | not between 0 and 1",
                "measure ID --data two-spirals                          | is not allowed with a stored run",
                "measure ID --initial x.npz                             | is not allowed with a stored run",
                "measure ID --only sharpnes                             | 'sharpnes'",
                "measure ID --examples -1                               | negative",
                "measure 000000                                         | 000000",
                "measure mlp:6@WEIGHTS                                  | needs data",
                "measure mlp:7@WEIGHTS --data two-spirals               | give dense1.weight [7, 2], dense1.bias [7]",
                "measure mlp:6@WEIGHTS --data fashion-mnist-12k         | give dense1.weight [6, 784]",
                "measure mlp:6x2@WEIGHTS --data two-spirals             | is F32 [2, 6], not [6, 6]",
                "measure nothing@WEIGHTS --data two-spirals             | 'nothing'",
                "measure mlp:6@FOLDER/none.npz --data two-spirals       | none.npz",
                "measure mlp:6@FOLDER/text.npz --data two-spirals       | text.npz",
                "measure mlp:6@FOLDER/cut.npz --data two-spirals        | cut.npz",
                "measure mlp:6@FOLDER/bomb.npz --data two-spirals       | bomb.npz",
                "measure mlp:6@FOLDER/text.safetensors --data two-spirals | text.safetensors",
                "measure mlp:6@FOLDER/cut.safetensors --data two-spirals | cut.safetensors",
                "measure mlp:6@FOLDER/nan.npz --data two-spirals        | not finite",
                "measure mlp:6@FOLDER/weights.bin --data two-spirals    | never unpickled here",
                "measure mlp:6@FOLDER/weights.csv --data two-spirals    | neither .safetensors nor .npz",
                "measure mlp:6@WEIGHTS --data two-spirals --initial FOLDER/cut.npz | cut.npz",
                "measure torchscript:FOLDER/text.pt --data two-spirals  | add --trust",
                "measure torchscript:FOLDER/text.pt --data two-spirals --trust | is not a TorchScript file",
                "measure torchscript:FOLDER/none.pt --data two-spirals --trust | cannot be read",
                "certify mlp:6@WEIGHTS --data npz:FOLDER/labels.npz     | not a class"
            })
    void badInputIsOneSentence(String line, String said) throws IOException {
        hostile();
        Object[] words = line.replace("ID", id)
                .replace("WEIGHTS", weights.toString())
                .replace("FOLDER", folder.toString())
                .split(" +", -1);
        Shell.shared().run(with(words)).isOneSentence(said);
    }

    private static void hostile() throws IOException {
        if (Files.exists(folder.resolve("cut.npz"))) {
            return;
        }
        Map<String, HostArray> state = new TreeMap<>(Safetensors.read(weights).tensors());
        Path whole = folder.resolve("whole.npz");
        Npz.write(whole, state);
        byte[] bytes = Files.readAllBytes(whole);
        for (String name : List.of("text.npz", "text.safetensors", "text.pt", "weights.bin")) {
            Hostile.text(folder, name, "these are no weights");
        }
        Hostile.file(folder, "bomb.npz", Hostile.bomb("dense1.weight.npy", 1L << 24));
        byte[] tensors = Files.readAllBytes(weights);
        Hostile.file(folder, "cut.safetensors", Hostile.cut(tensors, tensors.length - 40));
        state.put("dense1.bias", HostArray.of(new float[] {1, 2, Float.NaN, 4, 5, 6}, 6));
        Npz.write(folder.resolve("nan.npz"), state);
        Map<String, byte[]> data =
                Hostile.with(Hostile.npz(), "y_test.npy", Hostile.npy("<i8", "(2,)", Hostile.longs(0, 77)));
        Hostile.file(folder, "labels.npz", Hostile.zip(data));
        Hostile.file(folder, "cut.npz", Hostile.cut(bytes, bytes.length / 2));
    }
}
