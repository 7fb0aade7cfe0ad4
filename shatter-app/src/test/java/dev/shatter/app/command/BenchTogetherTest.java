package dev.shatter.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shatter.app.Shell;
import org.junit.jupiter.api.Test;

/** The contest itself, on a network so small that it takes a moment; ratios are not judged here. */
class BenchTogetherTest {
    @Test
    void everyModeIsMeasuredBesideThePlainStep() {
        JsonNode rows = Shell.shared()
                .run("bench", "together", "--net", "mlp:4", "--data", "two-spirals", "--count", 2, "--json")
                .json();
        assertThat(rows)
                .extracting(row -> row.get("mode").asText())
                .containsExactly("plain", "alone-fp32", "alone-auto", "together");
        for (JsonNode row : rows) {
            assertThat(row.get("network").asText()).isEqualTo("mlp:4");
            assertThat(row.get("data").asText()).isEqualTo("two-spirals");
            assertThat(row.get("examplesPerSecond").asDouble()).isPositive();
            assertThat(row.get("ratio").asDouble()).isPositive();
        }
        assertThat(rows.get(0).get("ratio").asDouble()).isEqualTo(1);
    }

    @Test
    void badCountsAreRefused() {
        Shell.shared().run("bench", "together", "--count", 0).isOneSentence("--count");
    }
}
