package dev.shatter.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shatter.app.Shell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code alter} through the real command line: what every other command does with its run. */
class AlterCommandTest {
    @TempDir
    private Path folder;

    private Object[] with(Object... line) {
        List<Object> all = new ArrayList<>(List.of(line));
        all.addAll(List.of("--store", folder.resolve("store")));
        return all.toArray();
    }

    private JsonNode json(Object... line) {
        return Shell.shared().run(with(line)).json();
    }

    private static double value(JsonNode measured, String name) {
        for (JsonNode one : measured.get("measurements")) {
            if (one.get("name").asText().equals(name)) {
                return one.get("value").asDouble();
            }
        }
        throw new AssertionError(name + " is not among " + measured);
    }

    private static JsonNode certificate(JsonNode certified, String theorem) {
        for (JsonNode one : certified.get("certificates")) {
            if (one.get("theorem").asText().equals(theorem)) {
                return one;
            }
        }
        throw new AssertionError(theorem + " is not among " + certified);
    }

    /** One function with sharpness far apart: what reads predictions stays to the bit, what reads weights moves. */
    @Test
    void aRescaledNetworkIsARunLikeAnyOther() {
        String id = json(
                        "train",
                        "--data",
                        "two-spirals:n=80,test=40",
                        "--net",
                        "mlp:6",
                        "--epochs",
                        3,
                        "--threads",
                        1,
                        "--json")
                .get("id")
                .asText();
        JsonNode altered = json("alter", id, "--by", "rescale:layer=1,factor=1024", "--json");
        String other = altered.get("id").asText();
        assertThat(altered.get("results").get("outputChange").asDouble()).isZero();
        assertThat(json("alter", id, "--by", "rescale:layer=1,factor=1024", "--json")
                        .get("id")
                        .asText())
                .isEqualTo(other);
        String only = "test-error,margins,path-norm,hessian-top,l2";
        JsonNode before = json("measure", id, "--only", only, "--json");
        JsonNode after = json("measure", other, "--only", only, "--json");
        for (String kept : List.of("test-error", "margins", "path-norm")) {
            assertThat(value(after, kept)).as(kept).isEqualTo(value(before, kept));
        }
        assertThat(value(after, "hessian-top")).isGreaterThan(1e5 * value(before, "hessian-top"));
        assertThat(value(after, "l2")).isGreaterThan(100 * value(before, "l2"));
        JsonNode proof = json("certify", id, "--json");
        JsonNode again = json("certify", other, "--json");
        assertThat(certificate(again, "binomial-inversion")).isEqualTo(certificate(proof, "binomial-inversion"));
        assertThat(json("landscape", id, "--between", other, "--points", 3, "--json")
                        .get("ways"))
                .hasSize(1);
        Shell.shared().run(with("runs", "show", other)).isDone();
        Shell.shared()
                .run(with("report", other, "-o", folder.resolve("report.html")))
                .isDone();
    }

    @Test
    void badInputIsOneSentence() {
        String id = json("train", "--data", "two-spirals:n=20,test=10", "--net", "linear", "--epochs", 1, "--json")
                .get("id")
                .asText();
        Shell shell = Shell.shared();
        shell.run(with("alter", id, "--by", "rescale:layer=3")).isOneSentence("none after layer 3");
        shell.run(with("alter", id, "--by", "rescall")).isOneSentence("rescall", "rescale");
        shell.run(with("alter", id, "--by", "prune:sparsity=2")).isOneSentence("sparsity", "2");
        shell.run(with("alter", "ffff", "--by", "round")).isOneSentence("ffff");
    }
}
