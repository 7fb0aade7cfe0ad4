package dev.shatter.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shatter.app.Shell;
import org.junit.jupiter.api.Test;

class BenchKernelTest {
    @Test
    void bothWaysSolveTheSameSystem() {
        JsonNode bench = Shell.shared()
                .run("bench", "kernel", "--n", "300,1500", "--threads", 1, "--json")
                .json();
        assertThat(bench.path("peakGigaflops").asDouble()).isPositive();
        assertThat(bench.path("rows")).hasSize(2);
        for (JsonNode row : bench.path("rows")) {
            assertThat(row.path("relativeResidual").asDouble(1)).isLessThanOrEqualTo(1e-6);
            assertThat(row.path("normDifference").asDouble(1)).isLessThan(1e-4);
            assertThat(row.path("gigaflops").asDouble()).isPositive();
        }
    }

    @Test
    void tooFewPointsAreRefused() {
        Shell.shared().run("bench", "kernel", "--n", 2, "-q").isOneSentence("--n");
    }
}
