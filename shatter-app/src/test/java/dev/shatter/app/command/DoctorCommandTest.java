package dev.shatter.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shatter.app.ExitCodes;
import dev.shatter.app.Outcome;
import dev.shatter.app.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
    @Test
    void aMachineThatRunsTheTestsIsUsable(@TempDir Path home) {
        JsonNode json = Shell.at(home).run("doctor", "--json").json();
        assertThat(json.path("usable").asBoolean()).isTrue();
        List<String> checks = json.path("findings").findValuesAsText("check");
        assertThat(checks)
                .contains(
                        "java",
                        "processor",
                        "memory",
                        "home",
                        "disk",
                        "libtorch",
                        "BLAS",
                        "product, fp32",
                        "convolution, fp32");
        assertThat(json.findValue("gflops").asDouble()).isPositive();
        assertThat(Shell.at(home).run("doctor").isDone().out().lines())
                .first()
                .asString()
                .startsWith("check");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void aHomeThatIsAFileIsBadAndSaidHowToMend(@TempDir Path folder) throws IOException {
        Path home = Files.writeString(folder.resolve("home"), "");
        Outcome outcome = Shell.at(home).run("doctor");
        assertThat(outcome.code()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(outcome.out())
                .containsPattern("home +bad +.*home cannot be written")
                .contains("set SHATTER_HOME");
        assertThat(outcome.err().lines()).hasSize(1);
        assertThat(home).hasContent("");
    }
}
