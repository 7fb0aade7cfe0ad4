package dev.shatter.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shatter.app.Main;
import dev.shatter.app.Terminal;
import dev.shatter.core.Json;
import dev.shatter.data.store.DataStore;
import dev.shatter.experiment.Experiments;
import dev.shatter.lab.Lab;
import dev.shatter.lab.TaskRunner;
import dev.shatter.run.Run;
import dev.shatter.run.RunStore;
import dev.shatter.spec.Spec;
import dev.shatter.study.Claim;
import dev.shatter.study.Evidence;
import dev.shatter.study.Header;
import dev.shatter.study.Range;
import dev.shatter.study.Settings;
import dev.shatter.study.Study;
import dev.shatter.study.StudyRunner;
import dev.shatter.study.Trial;
import dev.shatter.study.zhang2017.Zhang2017;
import dev.shatter.sweep.Executor;
import dev.shatter.sweep.ExecutorProvider.Site;
import dev.shatter.sweep.InProcess;
import dev.shatter.sweep.Outcome;
import dev.shatter.sweep.Sweep;
import dev.shatter.sweep.SweepListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a new kind of experiment costs: {@link WeightDistance}, one class and one line, passes through every door, parents
 * included.
 */
class ThirdKindTest {
    @TempDir
    private Path root;

    private static Map<String, Object> training(int seed) {
        return Map.of("data", "two-spirals", "net", "mlp:4", "epochs", 1, "seed", seed);
    }

    private static Spec distance(int seed) {
        return Experiments.draft(
                "test", Map.of("experiment", "weight-distance", "runs", List.of(training(1), training(seed))));
    }

    private Executor local(Site site) {
        return new InProcess(
                site.store(),
                new TaskRunner(
                        new DataStore(site.home()),
                        site.store(),
                        new Lab.Build("test", "unknown"),
                        site.checkpoints(),
                        1));
    }

    @Test
    void localAndSparkSweepsMakeEachParentOnce() {
        Sweep sweep = Sweep.of(List.of(distance(2), distance(3)));
        Site here = Sweeps.site(root.resolve("local"));
        Site there = Sweeps.site(root.resolve("spark"));
        assertThat(local(here).run(sweep, SweepListener.none()))
                .hasSize(2)
                .allMatch(o -> o instanceof Outcome.Finished);
        assertThat(new SparkExecutor("local[2]", there).run(sweep, SweepListener.none()))
                .hasSize(2)
                .allMatch(o -> o instanceof Outcome.Finished);
        for (Site site : List.of(here, there)) {
            // Three trainings, one of them the first parent of both.
            assertThat(site.store().list()).hasSize(5);
        }
        for (Spec spec : sweep.specs()) {
            double distance = here.store().find(spec).orElseThrow().result("distance");
            assertThat(distance).isPositive();
            assertThat(there.store().find(spec).orElseThrow().result("distance"))
                    .isEqualTo(distance);
        }
        assertThat(local(here).run(sweep, SweepListener.none()))
                .allMatch(o -> o instanceof Outcome.Finished f && f.stored());
    }

    @Test
    void aParentThatFailsIsNamed() {
        Spec hopeless = Experiments.draft(
                "test",
                Map.of(
                        "experiment",
                        "weight-distance",
                        "runs",
                        List.of(Map.of("data", "csv:" + root.resolve("none.csv") + ",label=x", "net", "linear"))));
        assertThat(local(Sweeps.site(root)).run(Sweep.of(List.of(hopeless)), SweepListener.none()))
                .singleElement()
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        f -> assertThat(f.sentence()).contains("begins from").contains("none.csv"));
    }

    @Test
    void theCommandLineRunsListsShowsReportsExportsAndAnswersFromTheStore() throws IOException {
        Path file = root.resolve("draft.yaml");
        Files.writeString(file, """
                experiment: weight-distance
                runs:
                - {data: two-spirals, net: 'mlp:4', epochs: 1}
                - {data: two-spirals, net: 'mlp:4', epochs: 1, seed: 2}
                """);
        JsonNode run = Json.mapper().readTree(shatter(0, "run", file, "--json"));
        String id = run.get("id").asText();
        assertThat(run.get("results").get("distance").asDouble()).isPositive();
        assertThat(shatter(0, "runs", "list")).contains(id.substring(0, 12)).contains("weight-distance");
        assertThat(shatter(0, "runs", "show", id)).contains("distance");
        assertThat(shatter(0, "report", id, "-o", root.resolve("report.html"))).contains("report.html");
        assertThat(Files.readString(root.resolve("report.html"))).contains("Course of the runs");
        assertThat(shatter(0, "runs", "export", id, "--to", root.resolve("out")))
                .contains("trace.csv");
        assertThat(shatter(2, "measure", id)).contains("holds no trained network");
        Path stored = Path.of(run.get("folder").asText()).resolve("spec.json");
        assertThat(shatter(0, "run", stored)).contains("answered from the store");
        // By the beginnings of the parents' ids, too.
        Run made = new RunStore(root.resolve("home/runs")).get(id);
        String ids = made.spec().parents("runs").get(0).id().substring(0, 8) + ","
                + made.spec().parents("runs").get(1).id().substring(0, 8);
        Files.writeString(file, "experiment: weight-distance\nruns: " + ids + "\n");
        assertThat(Json.mapper()
                        .readTree(shatter(0, "run", file, "--json"))
                        .get("id")
                        .asText())
                .isEqualTo(id);
    }

    @Test
    void aStudyAsksForIt() {
        Site site = Sweeps.site(root);
        assertThat(new StudyRunner(site.store(), fields -> Experiments.draft("test", fields))
                        .run(
                                new Distances(),
                                new Settings(dev.shatter.study.Scale.SMOKE, "", 2, 1),
                                local(site),
                                SweepListener.none())
                        .evidence()
                        .results("distance"))
                .hasSize(2)
                .doesNotContain(0);
    }

    private String shatter(int code, Object... words) {
        String before = System.getProperty("shatter.home", "");
        System.setProperty("shatter.home", root.resolve("home").toString());
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        boolean json = List.of(words).contains("--json");
        try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
                PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8)) {
            String[] line = List.of(words).stream().map(String::valueOf).toArray(String[]::new);
            assertThat(Main.run(out, json ? nowhere : out, Terminal.pipe(), line))
                    .as(() -> String.join(" ", line) + "\n" + printed.toString(StandardCharsets.UTF_8))
                    .isEqualTo(code);
            return printed.toString(StandardCharsets.UTF_8);
        } finally {
            System.setProperty("shatter.home", before);
        }
    }

    /** One trial a seed: the distance between two trainings. */
    private record Distances() implements Study {
        @Override
        public List<Trial> trials(Settings settings) {
            return java.util.stream.LongStream.rangeClosed(1, settings.seedsOr(2))
                    .mapToObj(seed -> {
                        TreeMap<String, Object> fields = new TreeMap<>(Map.of(
                                "experiment",
                                "weight-distance",
                                "seed",
                                seed,
                                "runs",
                                List.of(training(1), training((int) seed + 1))));
                        return new Trial("distance", "two seeds", "mlp:4", fields, new TreeSet<>());
                    })
                    .toList();
        }

        @Override
        public List<Claim> claims() {
            return List.of(new Claim(
                    "seeds-differ",
                    "Two seeds end in different weights.",
                    "folklore",
                    "distance",
                    Range.NON_NEGATIVE,
                    e -> e.perSeed(unit -> unit.result("distance")),
                    new dev.shatter.study.Criterion.Above(0),
                    "nothing is the same only at 0"));
        }

        @Override
        public Header header() {
            return new Zhang2017().header();
        }

        @Override
        public List<dev.shatter.report.Section> exhibits(Evidence evidence, String command) {
            return List.of();
        }

        @Override
        public List<String> caveats(Settings settings) {
            return List.of();
        }

        @Override
        public String name() {
            return "distances";
        }

        @Override
        public String summary() {
            return "one claim";
        }
    }
}
