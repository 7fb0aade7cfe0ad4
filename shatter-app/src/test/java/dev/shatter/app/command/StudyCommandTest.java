package dev.shatter.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shatter.app.Outcome;
import dev.shatter.app.Shell;
import dev.shatter.core.Chance;
import dev.shatter.study.Studies;
import dev.shatter.study.Study;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Studies through the real command line, with real trainings at the smallest scale. */
class StudyCommandTest {
    private static final int KILLS = 3;

    /** Those that take half a minute with their figures. */
    private static final List<String> LONG = List.of("zhang2017", "krueger2017");

    /** A short study, with an answer to read. */
    private static final Object[] BARTLETT = {"study", "run", "bartlett2017", "--scale", "smoke", "--seeds", 1, "--json"
    };

    @TempDir
    private Path folder;

    private static Stream<String> studies() {
        return Studies.CATALOGUE.entries().stream().map(Study::name);
    }

    @Test
    void studiesAreListedAndShown() {
        Outcome list = Shell.shared().run("study", "list").isDone();
        studies().forEach(name -> assertThat(list.out()).contains(name));
        JsonNode shown = Shell.shared()
                .run("study", "show", "bartlett2017", "--scale", "smoke", "--json")
                .json();
        assertThat(shown.get("runs").asInt()).isEqualTo(6);
        assertThat(shown.get("claims")).hasSize(4);
    }

    @Test
    void badInputIsOneSentence() {
        Shell shell = Shell.at(folder);
        shell.run("study", "run", "zhang1999").isOneSentence("zhang1999", "zhang2017");
        shell.run("study", "run", "zhang2017", "--scale", "tiny").isOneSentence("tiny", "smoke");
        shell.run("study", "run", "zhang2017", "--seeds", 0).isOneSentence("--seeds", "1 to 1000");
        shell.run("study", "run", "zhang2017", "--on", "local:many").isOneSentence("--on local:many", "1 to 1024");
        shell.run("study", "run", "zhang2017", "--on", "moon:3").isOneSentence("--on moon:3", "local");
        shell.run("study", "run", "zhang2017", "--on", "spark:local[2]").isOneSentence("shatter-spark", "./shatter");
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    private static Stream<String> shortStudies() {
        return studies().filter(name -> !LONG.contains(name));
    }

    @ParameterizedTest
    @MethodSource("shortStudies")
    void everyStudyRunsAtSmokeScale(String name) {
        runsAtSmokeScale(name);
    }

    @ParameterizedTest
    @FieldSource("LONG")
    @Tag("slow")
    void theLongOnesToo(String name) {
        runsAtSmokeScale(name);
    }

    /** Every claim gets its word, every run is there, and a second look trains nothing. */
    private void runsAtSmokeScale(String name) {
        Path store = folder.resolve("runs");
        Path report = folder.resolve("report");
        JsonNode first = Shell.shared()
                .run(
                        "study", "run", name, "--scale", "smoke", "--seeds", 1, "--store", store, "-o", report, "--on",
                        "local:1", "--json")
                .json();
        assertThat(first.get("missing").asInt()).isZero();
        assertThat(first.get("verdicts"))
                .hasSize(Studies.CATALOGUE.get(name).claims().size());
        assertThat(report.resolve("index.html")).content().contains("Verdicts");
        first.get("verdicts")
                .forEach(v -> assertThat(v.get("reason").asText())
                        .as(v.get("claim").asText())
                        .doesNotContain("has not been measured", "was not measured"));
        JsonNode again = Shell.shared()
                .run("study", "verdicts", name, "--scale", "smoke", "--seeds", 1, "--store", store, "--json")
                .json();
        assertThat(again.get("verdicts")).isEqualTo(first.get("verdicts"));
    }

    @Test
    void someOfAStudyNowAndTheRestLater() {
        Object[] whole =
                with(BARTLETT, "--on", "local:1", "--store", folder.resolve("runs"), "-o", folder.resolve("report"));
        Shell shell = Shell.shared();
        String shown = shell.run("study", "show", "bartlett2017", "--scale", "smoke")
                .isDone()
                .out();
        assertThat(shown).contains("corrupt-1.0");
        shell.run(with(whole, "--only", "all-labels")).isOneSentence("--only", "all-labels", "study show");
        JsonNode some = shell.run(with(whole, "--only", "corrupt-1.0")).json();
        int missing = some.get("missing").asInt();
        assertThat(missing).isBetween(1, 5);
        assertThat(shell.run(with(whole)).json().get("missing").asInt()).isZero();
        assertThat(shell.run(with(whole, "--only", "corrupt-1.0"))
                        .json()
                        .get("missing")
                        .asInt())
                .isZero();
    }

    @Test
    void togetherOrEachAloneTheVerdictsAreTheSame() throws Exception {
        Object[] whole = with(BARTLETT, "--on", "local:1", "-o", folder.resolve("report"), "--store");
        Shell shell = Shell.shared();
        Path together = folder.resolve("together");
        Path alone = folder.resolve("alone");
        JsonNode one = shell.run(with(whole, together)).json();
        JsonNode other = shell.run(with(whole, alone, "--together", "off")).json();
        for (int i = 0; i < other.get("verdicts").size(); i++) {
            JsonNode alike = one.get("verdicts").get(i);
            JsonNode verdict = other.get("verdicts").get(i);
            for (String field : new String[] {"claim", "verdict", "n", "reason"}) {
                assertThat(alike.get(field)).isEqualTo(verdict.get(field));
            }
            assertThat(alike.get("effect").asDouble())
                    .isCloseTo(verdict.get("effect").asDouble(), within(1e-4));
        }
        List<Path> made = madeTogether(together);
        assertThat(made).isNotEmpty();
        assertThat(madeTogether(alone)).isEmpty();
        isLikeAnyOther(made.get(0), together);
        shell.run(with(whole, together, "--together", "some")).isOneSentence("--together", "off");
    }

    private static List<Path> madeTogether(Path store) throws Exception {
        List<Path> made = new ArrayList<>();
        try (Stream<Path> runs = Files.list(store)) {
            for (Path run : runs.sorted().toList()) {
                if (Files.readString(run.resolve("run.json")).contains("networks a step")) {
                    made.add(run);
                }
            }
        }
        return made;
    }

    /** Found, listed, verified, measured and exported; made again, by itself, with the same result up to rounding. */
    private void isLikeAnyOther(Path run, Path store) {
        String id = run.getFileName().toString();
        Shell shell = Shell.shared();
        assertThat(shell.run("runs", "list", "--where", "id=" + id, "--store", store, "--json")
                        .json())
                .hasSize(1);
        assertThat(shell.run("runs", "show", id, "--store", store).isDone().out())
                .contains("networks a step");
        shell.run("runs", "verify", id, "--store", store).isDone();
        JsonNode measured = shell.run("measure", id, "--only", "test-error", "--store", store, "--json")
                .json();
        assertThat(measured.get("measurements").get(0).get("value").asDouble()).isBetween(0.0, 1.0);
        Path export = folder.resolve("export");
        shell.run("runs", "export", id, "--to", export, "--store", store).isDone();
        assertThat(export.resolve("final.safetensors")).isNotEmptyFile();
        Path again = folder.resolve("again");
        JsonNode other = shell.run("run", run.resolve("spec.json"), "--store", again, "--json")
                .json();
        assertThat(other.get("id").asText()).isEqualTo(id);
        JsonNode alone = shell.run("measure", id, "--only", "test-error", "--store", again, "--json")
                .json();
        // Two test examples of a thousand at most.
        assertThat(alone.get("measurements").get(0).get("value").asDouble())
                .isCloseTo(measured.get("measurements").get(0).get("value").asDouble(), within(2e-3));
    }

    /** Killed three times at random, children and all, and started again: the verdicts of a study left alone. */
    @Test
    void aStudyKilledAtRandomEndsWithTheSameVerdicts() throws Exception {
        Object[] whole = with(BARTLETT, "--on", "local:2", "--store");
        Chance chance = Chance.of(4, "kill");
        Path killed = folder.resolve("killed");
        for (int i = 0; i < KILLS; i++) {
            Process process = Shell.shared().start(with(whole, killed, "--checkpoint", 0));
            // From before the first child is up to the middle of a training.
            process.waitFor(300 + chance.nextInt(1700), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            Shell.outcome(process);
        }
        JsonNode resumed = Shell.shared().process(with(whole, killed)).json();
        JsonNode alone =
                Shell.shared().process(with(whole, folder.resolve("alone"))).json();
        assertThat(resumed.get("missing").asInt()).isZero();
        assertThat(resumed.get("verdicts")).isEqualTo(alone.get("verdicts"));
        assertThat(weights(killed)).isEqualTo(weights(folder.resolve("alone")));
    }

    private static Object[] with(Object[] words, Object... more) {
        return Stream.concat(Stream.of(words), Stream.of(more)).toArray();
    }

    /** Hash of the final weights by run. */
    private static java.util.Map<String, String> weights(Path store) throws Exception {
        java.util.Map<String, String> hashes = new java.util.TreeMap<>();
        try (Stream<Path> runs = Files.list(store)) {
            for (Path run : runs.toList()) {
                byte[] bytes = Files.readAllBytes(run.resolve("final.safetensors"));
                byte[] hash = java.security.MessageDigest.getInstance("SHA-256").digest(bytes);
                hashes.put(
                        run.getFileName().toString(), java.util.HexFormat.of().formatHex(hash));
            }
        }
        return hashes;
    }
}
