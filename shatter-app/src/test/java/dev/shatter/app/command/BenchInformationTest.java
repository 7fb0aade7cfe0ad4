package dev.shatter.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shatter.app.Shell;
import org.junit.jupiter.api.Test;

class BenchInformationTest {
    private final Shell shell = Shell.shared();

    @Test
    void growthIsMeasuredInFewAndInManyCoordinates() {
        JsonNode json = shell.run(
                        "bench",
                        "information",
                        "--n",
                        "200,400",
                        "--estimator",
                        "ksg2;gaussian",
                        "--threads",
                        1,
                        "--json")
                .json();
        JsonNode rows = json.path("rows");
        assertThat(rows).hasSize(12);
        for (JsonNode row : rows) {
            assertThat(row.path("seconds").asDouble()).isPositive();
            assertThat(row.path("nats").asDouble()).isBetween(0.0, 2.0);
            // The first of a kind has nothing to grow from: "NaN".
            assertThat(row.path("exponent").isTextual() || row.path("n").asInt() == 400)
                    .isTrue();
        }
        assertThat(rows.get(4).path("x").asInt() + rows.get(4).path("y").asInt())
                .isEqualTo(11);
        assertThat(shell.run("bench", "information", "--n", "200").isDone().out())
                .contains("exponent", "ksg1");
    }

    @Test
    void badInputIsOneSentence() {
        shell.run("bench", "information", "--n", 5).isOneSentence("--n");
        shell.run("bench", "information", "--estimator", "ksg9").isOneSentence("'ksg9'");
    }
}
