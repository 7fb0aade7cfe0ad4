package dev.shatter.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shatter.core.BadInput;
import dev.shatter.data.store.DataStore;
import dev.shatter.experiment.ExperimentListener;
import dev.shatter.experiment.Experiments;
import dev.shatter.report.HtmlReport;
import dev.shatter.run.RunStore;
import dev.shatter.study.Claim;
import dev.shatter.study.Scale;
import dev.shatter.study.Settings;
import dev.shatter.study.Studies;
import dev.shatter.study.Study;
import dev.shatter.study.StudyReport;
import dev.shatter.study.StudyResult;
import dev.shatter.study.StudyRunner;
import dev.shatter.study.Verdict;
import dev.shatter.sweep.InProcess;
import dev.shatter.sweep.Outcome;
import dev.shatter.sweep.Standing;
import dev.shatter.sweep.SweepListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Studies that compute and do not train are cheap enough to be really run: their theorems must hold. */
class ComputedStudiesTest {
    /** Enough to decide all claims of any of them at a look that was not registered. */
    private static final int SEEDS = 13;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = "regularisation")
    void everyClaimHoldsAtSmokeScale(String name) {
        everyClaimHolds(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"manifold", "concentration", "approximation"})
    @Tag("slow")
    void everyClaimOfTheLongerOnesHoldsAtSmokeScale(String name) {
        everyClaimHolds(name);
    }

    private void everyClaimHolds(String name) {
        Study study = Studies.CATALOGUE.get(name);
        Settings settings = new Settings(Scale.SMOKE, "", SEEDS, 1);
        StudyResult result = run(study, settings, new ArrayList<>());
        assertThat(result.missing()).isZero();
        assertThat(result.verdicts())
                .allSatisfy(v -> assertThat(v.decision())
                        .as(v.claim().name() + ": " + v.reason())
                        .isEqualTo(Verdict.Decision.HOLDS))
                .allSatisfy(v -> assertThat(Arrays.stream(v.sample().toArray()).boxed())
                        .as(v.claim().name())
                        .allSatisfy(value -> assertThat(value)
                                .isBetween(
                                        v.claim().range().least(),
                                        v.claim().range().most())));
        String page = HtmlReport.of(StudyReport.of(result));
        assertThat(study.claims()).extracting(Claim::name).allMatch(page::contains);
        assertThat(StudyReport.of(result).figures()).isNotEmpty();

        // Everything is stored: the second time nothing is computed, and the verdicts are the same.
        List<Outcome> outcomes = new ArrayList<>();
        StudyResult again = run(study, settings, outcomes);
        assertThat(outcomes).allMatch(o -> o instanceof Outcome.Finished finished && finished.stored());
        assertThat(StudyReport.table(again).csv())
                .isEqualTo(StudyReport.table(result).csv());
    }

    private StudyResult run(Study study, Settings settings, List<Outcome> outcomes) {
        RunStore store = new RunStore(folder.resolve("runs"));
        Lab lab = new Lab(
                new DataStore(folder),
                store,
                new Lab.Build("test", "unknown"),
                ExperimentListener.NONE,
                Lab.CHECKPOINTS,
                1);
        SweepListener listener = new SweepListener() {
            @Override
            public void at(Standing standing) {}

            @Override
            public void ended(Outcome outcome) {
                outcomes.add(outcome);
            }
        };
        return new StudyRunner(store, fields -> Experiments.draft("test", fields))
                .run(study, settings, new InProcess(store, (task, told) -> lab.run(task.spec())), listener);
    }

    @ParameterizedTest
    @EnumSource(Scale.class)
    void everyTrialOfEveryComputedStudyIsASpec(Scale scale) {
        StudyRunner runner =
                new StudyRunner(new RunStore(folder.resolve("runs")), fields -> Experiments.draft("test", fields));
        for (String name : List.of("concentration", "manifold", "approximation", "regularisation", "zhang2017")) {
            StudyResult result = runner.look(Studies.CATALOGUE.get(name), Settings.at(scale));
            assertThat(result.missing()).as(name).isPositive();
            assertThat(HtmlReport.of(StudyReport.of(result))).contains("NOT RUN");
        }
    }

    @Test
    void dataBelongToAnalysesAndToNothingElse() {
        assertThatThrownBy(() -> Experiments.draft(
                        "test", Map.of("experiment", "compute", "computation", "coin-tail", "data", "two-spirals")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("coin-tail");
        assertThatThrownBy(() -> Experiments.draft(
                        "test", Map.of("experiment", "compute", "computation", "intrinsic-dimension")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("data");
        assertThatThrownBy(() -> Experiments.draft(
                        "test", Map.of("experiment", "compute", "computation", "coin-tail", "epochs", 3)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("epochs");
        assertThatThrownBy(() -> Experiments.draft("test", Map.of("experiment", "compute", "computation", "coin-tale")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("coin-tail");
    }
}
