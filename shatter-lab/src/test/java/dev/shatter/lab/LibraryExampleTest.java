package dev.shatter.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shatter.core.BadInput;
import dev.shatter.torch.Natives;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/library.md, compiled and run as a user's project would: on the class path of the library alone. */
class LibraryExampleTest {
    private static final Path EXAMPLE = Path.of("..", "docs", "examples", "OwnMeasure.java");

    @TempDir
    private Path folder;

    @Test
    void trainsOnArraysMeasuresCertifiesAndTakesAMeasureOfItsOwn() throws IOException, InterruptedException {
        String library = Stream.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                .filter(entry -> !entry.contains("test-classes"))
                .reduce((a, b) -> a + java.io.File.pathSeparator + b)
                .orElseThrow();
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-cp", library, "-d", folder.toString(), EXAMPLE.toString()))
                .isZero();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dorg.bytedeco.openblas.load=mkl",
                        "-Dorg.bytedeco.javacpp.cachedir=" + Natives.cache(),
                        "-cp",
                        folder + java.io.File.pathSeparator + library,
                        "OwnMeasure",
                        folder.resolve("home").toString())
                .redirectError(folder.resolve("errors").toFile())
                .start();
        try (InputStream printed = process.getInputStream()) {
            List<String> lines = new String(printed.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            assertThat(process.waitFor())
                    .as(Files.readString(folder.resolve("errors")))
                    .isZero();
            assertThat(lines).hasSize(5);
            assertThat(lines.get(0)).matches("train 0\\.9\\d\\d, test 0\\.9\\d\\d");
            assertThat(lines.get(1)).startsWith("margins = ");
            assertThat(lines.get(3)).startsWith("certify-binomial-inversion = 0.");
            assertThat(lines.get(4)).startsWith("largest-weight = ");
        }
        assertThat(Shatter.open(folder.resolve("home")).runs().list()).hasSize(1);
    }

    @Test
    void arraysThatDoNotFitAndUnknownFieldsAreOneSentence() {
        Shatter shatter = Shatter.open(folder);
        assertThatThrownBy(() ->
                        shatter.data(new float[][] {{1}, {2, 3}}, new int[] {0, 1}, new float[][] {{1}}, new int[1]))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("row 1");
        assertThatThrownBy(() -> shatter.data(new float[][] {{1}}, new int[] {0, 1}, new float[][] {{1}}, new int[1]))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("1 rows for 2 labels");
        assertThatThrownBy(() -> shatter.training()
                        .data("two-spirals")
                        .net("mlp:4")
                        .set("epoch", 3)
                        .spec())
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("epoch");
        assertThatThrownBy(() -> shatter.threads(0)).isInstanceOf(BadInput.class);
    }
}
