package dev.shatter.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shatter.app.Shell;
import dev.shatter.bound.calc.Calculators;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalcCommandTest {
    private final Shell shell = Shell.shared();

    @Test
    void answersWithTheValueFirst() {
        // Hoeffding 1963: sqrt(ln(1/0.05) / (2 · 1000)).
        String json =
                shell.run("calc", "hoeffding", "n=1000", "delta=0.05", "--json").out();
        assertThat(json).startsWith("{\n  \"value\" : 0.0387");
        JsonNode node =
                shell.run("calc", "hoeffding", "n=1000", "delta=0.05", "--json").json();
        assertThat(node.path("value").asDouble()).isCloseTo(Math.sqrt(Math.log(20) / 2000), within(1e-12));
        assertThat(shell.run("calc", "hoeffding", "n=1000").isDone().out())
                .startsWith("0.0387023")
                .contains("formula", "promises", "delta");
    }

    @Test
    void aRangeGivesACurve() {
        JsonNode json = shell.run("calc", "hoeffding", "n=100..1e6", "--json").json();
        JsonNode x = json.path("curve").path("x");
        assertThat(x.get(0).asDouble()).isEqualTo(100);
        assertThat(x.get(x.size() - 1).asDouble()).isEqualTo(1e6);
        JsonNode y = json.path("curve").path("y");
        assertThat(y.get(0).asDouble()).isGreaterThan(y.get(y.size() - 1).asDouble());
        assertThat(shell.run("calc", "hoeffding", "n=100..1e6").isDone().out()).contains("1,000,000");
    }

    @Test
    void listsEveryFormulaAndEachAnswersWithItsDefaultsOrSaysWhatItNeeds() {
        assertThat(shell.run("calc", "list", "--json").json())
                .extracting(entry -> entry.path("name").asText())
                .containsExactlyElementsOf(Calculators.CATALOGUE.names());
        for (String name : Calculators.CATALOGUE.names()) {
            boolean complete =
                    Calculators.CATALOGUE.get(name).parameters().stream().allMatch(p -> p.fallback() != null);
            if (complete) {
                shell.run("calc", name).isDone();
            } else {
                shell.run("calc", name).isOneSentence(name, "needs");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "hoefding            | did you mean 'hoeffding'",
                "hoeffding n         | 'n' is not an assignment",
                "hoeffding n=-5      | out of range",
                "hoeffding n=many    | 'many'",
                "hoeffding delta=0   | out of range",
                "hoeffding delta=1.5 | out of range",
                "hoeffding delta=NaN | not a finite number",
                "hoeffding m=3       | no option 'm'",
                "hoeffding n=1 n=2   | given twice",
                "hoeffding n=9..1    | 'n'",
                "list nothing        | 'nothing'",
                "shatter nowhere.csv | nowhere.csv"
            })
    void badInputIsOneSentence(String line, String said) {
        Object[] words = ("calc " + line).split(" +");
        shell.run(words).isOneSentence(said);
    }

    @Test
    void aMissingFormulaIsSaid() {
        shell.run("calc").isOneSentence("shatter calc", "--help'");
    }

    @Test
    void pointsAreShatteredOrNot(@TempDir Path folder) throws IOException {
        Path triangle = Files.writeString(folder.resolve("triangle.csv"), "x,y\n0,0\n1,0\n0,1\n");
        JsonNode json = shell.run("calc", "shatter", triangle, "--json").json();
        assertThat(json.path("shattered").asBoolean()).isTrue();
        assertThat(json.path("value").asInt()).isEqualTo(8);
        Path square = Files.writeString(folder.resolve("square.csv"), "0,0\n1,1\n1,0\n0,1\n");
        assertThat(shell.run("calc", "shatter", square).isDone().out()).contains("14 of 16", "not shattered");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x,y\n", "1,2\n3\n", "1,2\nNaN,3\n", "1,2\nInfinity,3\n", "1,2\n3,four\n"})
    void hostilePointsAreOneSentence(String text, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("points.csv"), text);
        shell.run("calc", "shatter", file).isOneSentence("; ");
    }

    @Test
    void tooManyPointsAreRefused(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("points.csv"), "1,2\n".repeat(100_000));
        shell.run("calc", "shatter", file).isOneSentence(file, "at most 14");
    }
}
