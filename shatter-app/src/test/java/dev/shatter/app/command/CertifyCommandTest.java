package dev.shatter.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shatter.app.Outcome;
import dev.shatter.app.Shell;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates through the real command line: a merged task, options of certificates, bad input. */
class CertifyCommandTest {
    @TempDir
    private Path folder;

    @Test
    void certificatesThatTrainRunOnRequestWithTheirOptions() {
        String id = Shell.shared()
                .run(
                        "train",
                        "--data",
                        "merged:fashion-mnist-12k,into=0x5-1x5",
                        "--subset",
                        400,
                        "--test-subset",
                        100,
                        "--net",
                        "mlp:8",
                        "--epochs",
                        1,
                        "--threads",
                        1,
                        "--store",
                        folder,
                        "--json")
                .json()
                .get("id")
                .asText();
        JsonNode asked = certify(
                        id,
                        "--only",
                        "dziugaite-roy,epochs=1,passes=1,compression,epochs=0,dimension=10,rounded-epochs=1")
                .json();
        assertThat(asked.get("certificates")).hasSize(2);
        assertThat(asked.has("best")).isFalse();
        for (JsonNode certificate : asked.get("certificates")) {
            assertThat(certificate.get("value").asDouble()).isPositive();
            assertThat(certificate.get("scope").get("classes").asInt()).isEqualTo(2);
            assertThat(certificate.get("assumptions")).isNotEmpty();
        }
        assertThat(asked.get("evidence").get(0).has("kl")).isTrue();
        assertThat(asked.get("evidence").get(1).get("bits").asDouble()).isPositive();
        JsonNode usual = certify(id).json();
        assertThat(usual.get("certificates").findValuesAsText("theorem"))
                .contains("binomial-inversion", "flatness")
                .doesNotContain("dziugaite-roy", "compression");
        assertThat(usual.has("best")).isTrue();
        certify(id, "--only", "dziugaite-ray").isOneSentence("dziugaite-ray", "did you mean");
        certify(id, "--only", "compression,levels=1").isOneSentence("levels", "2 to 1000");
        certify(id, "--delta", 1).isOneSentence("--delta");
    }

    private Outcome certify(String id, Object... more) {
        Object[] all = new Object[more.length + 7];
        System.arraycopy(new Object[] {"certify", id, "--store", folder, "--threads", 1, "--json"}, 0, all, 0, 7);
        System.arraycopy(more, 0, all, 7, more.length);
        return Shell.shared().run(all);
    }
}
