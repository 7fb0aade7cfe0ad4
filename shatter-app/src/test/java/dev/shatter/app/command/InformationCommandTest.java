package dev.shatter.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shatter.app.Shell;
import dev.shatter.core.Chance;
import dev.shatter.information.Estimators;
import dev.shatter.torch.HostArray;
import dev.shatter.torch.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InformationCommandTest {
    private static final Offset<Double> SIX = within(5.01e-7);

    private static final int N = 120;

    @TempDir
    static Path folder;

    private static Path table;
    private final Shell shell = Shell.shared();

    @BeforeAll
    static void prepare() throws IOException {
        Chance chance = Chance.of(1, "information command");
        StringBuilder rows = new StringBuilder("width,height,colour,code\n");
        double[] x = new double[2 * N];
        double[] y = new double[N];
        for (int i = 0; i < N; i++) {
            double width = chance.nextGaussian();
            y[i] = width + 0.3 * chance.nextGaussian();
            x[2 * i] = width;
            x[2 * i + 1] = chance.nextGaussian();
            rows.append(width + "," + y[i] + (width > 0 ? ",red," : ",blue,") + (width > 0 ? 1 : 0) + "\n");
        }
        table = Files.writeString(folder.resolve("sizes.csv"), rows);
        Npy.write(folder.resolve("x.npy"), HostArray.of(x, N, 2));
        Npy.write(folder.resolve("y.npy"), HostArray.of(y, N));
        Files.writeString(folder.resolve("counts.csv"), "no,yes\n8,2\n3,7\n");
        Files.writeString(folder.resolve("gaps.csv"), "a,b\n1,2\n,3\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "entropy 5,3,2 | 1.029653",
                "entropy 5,3,2 --estimator miller-madow | 1.129653",
                "entropy 2,1,1 --bits | 1.5",
                "mutual 8,2/3,7 | 0.132505",
                "mutual 8,2/3,7 --estimator miller-madow | 0.107505",
                "mutual counts.csv | 0.132505",
                "conditional 8,2/3,7 8,2/3,7 | 0.132505",
                "kl 0.5,0.25,0.25 1,1,1 | 0.058892",
                "capacity 0.9,0.1/0.1,0.9 | 0.368064",
                "capacity 1,0/0,1 --bits | 1"
            })
    void tablesAndLaws(String line, double expected) {
        String[] words = ("information "
                        + line.replace(
                                "counts.csv", folder.resolve("counts.csv").toString()) + " --json")
                .split(" ");
        JsonNode json = shell.run((Object[]) words).json();
        assertThat(json.path("value").asDouble()).isCloseTo(expected, SIX);
        assertThat(json.path("unit").asText()).isEqualTo(line.contains("--bits") ? "BITS" : "NATS");
    }

    @Test
    void curvesAndCodes() {
        JsonNode rate = shell.run("information", "rate-distortion", "1,1", "--bits", "--json")
                .json();
        assertThat(rate).hasSizeGreaterThan(5);
        double d = rate.get(3).path("distortion").asDouble();
        double entropy = -(d * Math.log(d) + (1 - d) * Math.log(1 - d)) / Math.log(2);
        assertThat(rate.get(3).path("rate").asDouble()).isCloseTo(1 - entropy, within(1e-9));
        JsonNode bottleneck =
                shell.run("information", "bottleneck", "45,5/5,45", "--json").json();
        assertThat(bottleneck.get(4).path("beta").asDouble()).isEqualTo(2);
        assertThat(bottleneck.get(4).path("ofY").asDouble()).isCloseTo(0.282273, SIX);
        JsonNode code = shell.run("information", "code", "4,2,1,1", "--symbols", 1000, "--json")
                .json();
        assertThat(code.path("huffman").asDouble()).isEqualTo(1.75);
        assertThat(code.path("wrongHuffman").asDouble()).isEqualTo(2);
        for (String line :
                List.of("rate-distortion 1,1", "bottleneck 45,5/5,45", "code 4,2,1,1", "list", "list ksg1")) {
            assertThat(shell.run((Object[]) ("information " + line).split(" "))
                            .isDone()
                            .out())
                    .isNotBlank();
        }
        assertThat(shell.run("information", "list", "--json").json())
                .extracting(entry -> entry.path("name").asText())
                .containsExactlyElementsOf(Estimators.CATALOGUE.names());
    }

    @Test
    void estimatesFromColumnsAndFromArrays() {
        JsonNode json = shell.run("information", "estimate", table, "--x", "width", "--y", "height", "--json")
                .json();
        assertThat(json.path("quantity").asText()).isEqualTo("I(X;Y)");
        assertThat(json.path("n").asInt()).isEqualTo(N);
        assertThat(json.path("floor").path("pValue").asDouble()).isCloseTo(1 / 21.0, within(1e-9));
        assertThat(json.path("interval").path("low").asDouble())
                .isLessThan(json.path("value").asDouble());
        JsonNode arrays = shell.run(
                        "information",
                        "estimate",
                        "--x",
                        folder.resolve("x.npy"),
                        "--y",
                        folder.resolve("y.npy"),
                        "--threads",
                        1,
                        "--json")
                .json();
        assertThat(arrays.path("dimension").asInt()).isEqualTo(3);
        JsonNode column = shell.run(
                        "information",
                        "estimate",
                        folder.resolve("x.npy"),
                        "--x",
                        "0",
                        "--y",
                        "1",
                        "--shuffles",
                        0,
                        "--json")
                .json();
        assertThat(column.has("floor")).isFalse();
        assertThat(column.path("value").asDouble()).isLessThan(0.3);
    }

    @Test
    void categoriesAreTold() {
        String bits = shell.run(
                        "information",
                        "estimate",
                        table,
                        "--x",
                        "colour",
                        "--y",
                        "code",
                        "--estimator",
                        "plug-in",
                        "--bits",
                        "--json")
                .json()
                .path("value")
                .asText();
        assertThat(Double.parseDouble(bits)).isBetween(0.95, 1.0);
        assertThat(shell.run("information", "estimate", table, "--x", "width", "--y", "colour", "--estimator", "mixed")
                        .isDone()
                        .out())
                .contains("nats  I(X;Y) by mixed", "interval", "floor", "bias", "source");
        shell.run("information", "estimate", table, "--x", "width", "--y", "code", "--categorical", "code")
                .isOneSentence("categories");
    }

    @Test
    void givenTheCauseNothingIsLeft() {
        JsonNode given = shell.run(
                        "information",
                        "estimate",
                        table,
                        "--x",
                        "width",
                        "--y",
                        "height",
                        "--z",
                        "width",
                        "--estimator",
                        "plug-in:4",
                        "--json")
                .json();
        assertThat(given.path("quantity").asText()).isEqualTo("I(X;Y|Z)");
        assertThat(given.path("value").asDouble()).isCloseTo(0, within(1e-9));
        JsonNode divergence = shell.run(
                        "information",
                        "estimate",
                        table,
                        "--x",
                        "width",
                        "--y",
                        "height",
                        "--estimator",
                        "knn-divergence",
                        "--json")
                .json();
        assertThat(divergence.path("quantity").asText()).isEqualTo("KL(X||Y)");
        assertThat(divergence.path("m").asInt()).isEqualTo(N);
        assertThat(shell.run("information", "estimate", table, "--x", "width", "--estimator", "knn-entropy", "--json")
                        .json()
                        .path("quantity")
                        .asText())
                .isEqualTo("H(X)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "entropy 1,two | '1,two'",
                "entropy 1,-2 | no count",
                "entropy 0.5,0.5 | no count",
                "entropy 0,0 | not all 0",
                "entropy nowhere.csv | nowhere.csv",
                "entropy 1,2 --estimator ksg1 | 'ksg1'",
                "entropy 1,2/3,4 | one row",
                "mutual 1,2/3 | rows of one length",
                "mutual 0,0/0,0 | counts",
                "conditional 0,0/0,0 | counts",
                "kl 1,1 1,1,1 | one length",
                "capacity 0.5,0.4 | sums to",
                "rate-distortion 1,1 0,1 | 2 rows",
                "bottleneck 0,0/1,1 | never occurs",
                "code 1,1 --wrong 1,0 | share",
                "code 1,1 --symbols 0 | --symbols",
                "estimate sizes.csv --x width | --y",
                "estimate sizes.csv --x width --y depth | 'depth'",
                "estimate sizes.csv --x width --y height --estimator ksg9 | 'ksg9'",
                "estimate sizes.csv --x width --y height --estimator ksg1:k=0 | out of range",
                "estimate sizes.csv --x width --y height --level 2 | level",
                "estimate sizes.csv --x width --y height --shuffles -1 | --shuffles",
                "estimate sizes.csv --x width --y height --threads 0 | --threads",
                "estimate sizes.csv --x width --y height --estimator knn-entropy | --y",
                "estimate gaps.csv --x a --y b | missing",
                "estimate --x x.npy --y sizes.csv | ksg1",
                "estimate x.npy --x 0 --y 2 | '2'",
                "estimate --x nowhere.npy --y x.npy | nowhere.npy"
            })
    void badInputIsOneSentence(String line, String said) {
        Object[] words = Arrays.stream(("information " + line).split(" "))
                .map(word -> word.matches("(sizes|gaps)\\.csv|x\\.npy") ? folder.resolve(word) : word)
                .toArray();
        shell.run(words).isOneSentence(said);
    }
}
