package dev.shatter.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shatter.data.store.DataStore;
import dev.shatter.experiment.Experiments;
import dev.shatter.run.Measurements;
import dev.shatter.run.Run;
import dev.shatter.run.RunStore;
import dev.shatter.spec.Drafter;
import dev.shatter.study.Claim;
import dev.shatter.study.Evidence;
import dev.shatter.study.Header;
import dev.shatter.study.Scale;
import dev.shatter.study.Settings;
import dev.shatter.study.Study;
import dev.shatter.study.StudyRunner;
import dev.shatter.study.Trial;
import dev.shatter.study.Verdict;
import dev.shatter.study.zhang2017.Zhang2017;
import dev.shatter.sweep.InProcess;
import dev.shatter.sweep.Outcome;
import dev.shatter.sweep.Sweep;
import dev.shatter.sweep.SweepListener;
import dev.shatter.sweep.Task;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks and claims on networks that are really trained. */
class TaskRunnerTest {
    private static final Drafter DRAFTER = fields -> Experiments.draft("test", fields);

    @TempDir
    private Path folder;

    private RunStore store() {
        return new RunStore(folder.resolve("runs"));
    }

    private TaskRunner runner() {
        return new TaskRunner(
                new DataStore(folder), store(), new Lab.Build("test", "unknown"), Duration.ofMinutes(1), 1);
    }

    @Test
    void trainsThenMeasuresAndRefusesMisspeltMeasuresBeforeTraining() {
        Map<String, Object> fields = Map.of("data", "two-spirals", "net", "mlp:8", "epochs", 2, "seed", 1);
        Task good = new Task(DRAFTER.draft(new TreeMap<>(fields)), new TreeSet<>(List.of("margins", "easy-examples")));
        Run run = runner().run(good, fraction -> assertThat(fraction).isBetween(0.0, 1.0));
        assertThat(Measurements.find(run, "margins").orElseThrow().measured()).isTrue();
        assertThat(Measurements.find(run, "easy-examples").orElseThrow().details())
                .containsKeys("mean", "variance", "binomial");
        assertThat(good.find(store())).isPresent();

        TreeMap<String, Object> other = new TreeMap<>(fields);
        other.put("seed", 2);
        Task bad = new Task(DRAFTER.draft(other), new TreeSet<>(List.of("margin")));
        assertThat(new InProcess(store(), runner()).run(Sweep.ofTasks(List.of(bad)), SweepListener.none()))
                .singleElement()
                .isInstanceOfSatisfying(
                        Outcome.Failed.class, f -> assertThat(f.sentence()).contains("margin"));
        assertThat(store().list()).hasSize(1);
    }

    /** The claim of the paper, on a network that can fit random labels and on one of a single unit, which cannot. */
    @Test
    void aBrokenNetworkMakesTheClaimFail() {
        assertThat(verdict("mlp:128")).isEqualTo(Verdict.Decision.HOLDS);
        assertThat(verdict("mlp:1")).isEqualTo(Verdict.Decision.FAILS);
    }

    private Verdict.Decision verdict(String network) {
        // Enough seeds to decide a single claim at a look that was not registered.
        return new StudyRunner(store(), DRAFTER)
                .run(
                        new Excerpt(network),
                        new Settings(Scale.SMOKE, "", 16, 1),
                        new InProcess(store(), runner()),
                        SweepListener.none())
                .verdicts()
                .get(0)
                .decision();
    }

    /** Random labels of Zhang et al. at smoke scale, on another network, and the one claim about them. */
    private record Excerpt(String network) implements Study {
        @Override
        public List<Trial> trials(Settings settings) {
            return new Zhang2017()
                    .trials(settings).stream()
                            .filter(t -> t.part().equals("inputs"))
                            .filter(t -> t.condition().equals("random-labels")
                                    && t.network().startsWith("mlp"))
                            .map(t -> {
                                TreeMap<String, Object> fields = new TreeMap<>(t.fields());
                                fields.put("net", network);
                                return new Trial(t.part(), t.condition(), network, fields, new TreeSet<>());
                            })
                            .toList();
        }

        @Override
        public List<Claim> claims() {
            return new Zhang2017()
                    .claims().stream()
                            .filter(c -> c.name().equals("fits-random-labels"))
                            .toList();
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
            return "excerpt";
        }

        @Override
        public String summary() {
            return "one claim";
        }
    }
}
