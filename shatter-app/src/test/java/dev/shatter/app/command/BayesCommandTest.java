package dev.shatter.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shatter.app.Shell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code bayes} through the real command line. */
class BayesCommandTest {
    @TempDir
    static Path folder;

    private static String id = "";

    @BeforeAll
    static void train() {
        id = Shell.shared()
                .run(with(
                        "train",
                        "--data",
                        "two-spirals:n=80,test=40",
                        "--net",
                        "mlp:6",
                        "--epochs",
                        3,
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

    @Test
    void evidenceIsMadeOfItsParts() {
        JsonNode all = Shell.shared()
                .run(with("bayes", id, "--prior-precision", 2, "--json"))
                .json();
        assertThat(all.get("parameters").asInt()).isEqualTo(32);
        assertThat(all.get("priorPrecision").asDouble()).isEqualTo(2);
        assertThat(all.get("standardError").asDouble()).isZero();
        assertThat(all.get("logRatioToNull").asDouble())
                .isCloseTo(all.get("logEvidence").asDouble() + 80 * Math.log(2), within(1e-9));
        // Without a precision the best is taken; fewer parameters, a smaller share of the prior to give up.
        JsonNode best = Shell.shared().run(with("bayes", id, "--json")).json();
        assertThat(best.get("logEvidence").asDouble())
                .isGreaterThanOrEqualTo(all.get("logEvidence").asDouble() - 1e-9);
        JsonNode last = Shell.shared()
                .run(with(
                        "bayes", id, "--block", "dense2", "--structure", "diagonal", "--prior-precision", 2, "--json"))
                .json();
        assertThat(last.get("parameters").asInt()).isEqualTo(14);
        assertThat(last.get("effectiveParameters").get("value").asDouble()).isBetween(0.0, 14.0);
    }

    @ParameterizedTest
    @CsvSource({"--prior-precision 0, positive", "--block conv1, dense1", "--structure half, --structure"})
    void badInputIsOneSentence(String options, String said) {
        List<Object> line = new ArrayList<>(List.of("bayes", id));
        line.addAll(List.of(options.split(" ", -1)));
        Shell.shared().run(with(line.toArray())).isOneSentence(said);
    }
}
