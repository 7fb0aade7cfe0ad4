package dev.shatter.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shatter.app.Shell;
import org.junit.jupiter.api.Test;

/** The contest itself, on a network so small that it takes a moment; ratios are not judged here. */
class BenchCurvatureTest {
    @Test
    void everyOperationIsMeasuredInGradients() {
        JsonNode rows = Shell.shared()
                .run("bench", "curvature", "--net", "mlp:2", "--examples", 20, "--json")
                .json();
        assertThat(rows.isArray()).isTrue();
        assertThat(rows)
                .extracting(row -> row.get("operation").asText().split(",", 2)[0])
                .containsExactly(
                        "gradient",
                        "hessian-vector product",
                        "ggn-vector product",
                        "empirical-fisher-vector product",
                        "gradients-vector product",
                        "top-3 eigenvalues of the hessian to 1e-4");
        for (JsonNode row : rows) {
            assertThat(row.size()).isEqualTo(3);
            assertThat(row.get("seconds").asDouble()).isPositive();
            assertThat(row.get("ratio").asDouble()).isPositive();
        }
    }

    @Test
    void badCountsAreRefused() {
        Shell.shared().run("bench", "curvature", "--examples", 0).isOneSentence("--examples");
    }
}
