package dev.shatter.study;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shatter.report.Block;
import dev.shatter.report.Figure;
import dev.shatter.report.HtmlReport;
import dev.shatter.report.Picture;
import dev.shatter.report.Report;
import dev.shatter.report.chart.Chart;
import dev.shatter.report.chart.EchartsOption;
import dev.shatter.run.Run;
import dev.shatter.run.RunStore;
import dev.shatter.spec.Spec;
import dev.shatter.sweep.Executor;
import dev.shatter.sweep.InProcess;
import dev.shatter.sweep.InventedLab;
import dev.shatter.sweep.Outcome;
import dev.shatter.sweep.SweepListener;
import dev.shatter.sweep.TrackedRunner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every study must be: registered, runnable at each scale, resumable, reportable, and able to find either way. */
public abstract class StudyContract {
    /** Enough to decide all claims of any study at a look that was not registered. */
    protected static final int SEEDS = 16;

    /** What a number that is not there looks like where nobody looked whether it is. */
    private static final Pattern NO_NUMBER = Pattern.compile("NaN|[Ii]nfinity|null|4\\.9e-324");

    @TempDir
    protected Path root;

    protected RunStore store;

    /** The study under test. */
    protected abstract Study study();

    /** Networks that behave as the paper says. */
    protected abstract Function<Spec, InventedLab.Invention> asPublished();

    /** Computations that come out as the paper says; only studies with some override it. */
    protected Function<Spec, InventedLab.Invention> asComputed() {
        return spec -> {
            throw new AssertionError("nothing is computed here: " + spec);
        };
    }

    private InventedLab lab(RunStore store, Function<Spec, InventedLab.Invention> nature) {
        return new InventedLab(store, nature, asComputed());
    }

    @BeforeEach
    void open() {
        store = new RunStore(root);
    }

    protected StudyResult conduct(Function<Spec, InventedLab.Invention> nature, Settings settings) {
        InventedLab lab = lab(store, nature);
        Executor executor = (sweep, listener) -> sweep.tasks().stream()
                .map(task -> (Outcome) new Outcome.Finished(lab.imagine(task), false))
                .toList();
        return new StudyRunner(store, lab).run(study(), settings, executor, SweepListener.none());
    }

    protected Map<String, Verdict.Decision> decisions(Function<Spec, InventedLab.Invention> nature, int seeds) {
        return decisions(conduct(nature, new Settings(Scale.SMOKE, "", seeds, 1)));
    }

    protected static Map<String, Verdict.Decision> decisions(StudyResult result) {
        Map<String, Verdict.Decision> decisions = new TreeMap<>();
        result.verdicts().forEach(v -> decisions.put(v.claim().name(), v.decision()));
        return decisions;
    }

    @Test
    void isInTheCatalogue() {
        assertThat(Studies.CATALOGUE.get(study().name()).getClass()).isEqualTo(study().getClass());
        assertThat(study().source()).isNotBlank();
    }

    @Test
    void claimsAreNamedOnce() {
        assertThat(study().claims())
                .extracting(Claim::name)
                .doesNotHaveDuplicates()
                .isNotEmpty();
        assertThat(study().claims()).allSatisfy(c -> {
            assertThat(c.text()).endsWith(".");
            assertThat(c.published()).isNotBlank();
            assertThat(c.justification()).isNotBlank();
        });
    }

    @ParameterizedTest
    @EnumSource(Scale.class)
    void everyTrialOfEveryScaleIsASpec(Scale scale) {
        InventedLab lab = new InventedLab(store, spec -> {
            throw new AssertionError("nothing is run");
        });
        StudyResult result = new StudyRunner(store, lab).look(study(), Settings.at(scale));
        assertThat(result.evidence().pieces()).isNotEmpty();
        assertThat(result.missing()).isEqualTo(result.asked());
        // What several parts ask for is one run.
        assertThat(result.asked())
                .isEqualTo(result.evidence().pieces().stream()
                        .map(piece -> piece.spec().id())
                        .distinct()
                        .count());
        assertThat(result.verdicts()).allMatch(v -> v.decision() == Verdict.Decision.NOT_RUN);
        // A report of nothing is a report all the same.
        assertThat(HtmlReport.of(StudyReport.of(result))).contains("NOT RUN");
    }

    @Test
    void networksThatBehaveAsPublishedMakeEveryClaimHold() {
        assertThat(decisions(asPublished(), SEEDS).values()).containsOnly(Verdict.Decision.HOLDS);
    }

    @Test
    void statisticsLieInTheRangeThatTheirClaimStates() {
        assertThat(conduct(asPublished(), new Settings(Scale.SMOKE, "", 3, 1)).verdicts())
                .allSatisfy(v -> assertThat(Arrays.stream(v.sample().toArray()).boxed())
                        .allSatisfy(value -> assertThat(value)
                                .isBetween(
                                        v.claim().range().least(),
                                        v.claim().range().most())));
    }

    @Test
    void dataAndSeedsCanBeChosen() {
        StudyRunner runner = new StudyRunner(store, lab(store, asPublished()));
        Set<String> usual = ids(runner, Settings.at(Scale.SMOKE));
        assertThat(ids(runner, new Settings(Scale.SMOKE, "", 0, 500))).doesNotContainAnyElementsOf(usual);
        assertThat(ids(runner, new Settings(Scale.SMOKE, "moons", 0, 1))).isNotEqualTo(usual);
        assertThat(ids(runner, new Settings(Scale.SMOKE, "", 1, 1)).size()).isLessThanOrEqualTo(usual.size());
        assertThat(runner.sweep(study(), new Settings(Scale.SMOKE, "moons", 1, 1))
                        .specs())
                .anyMatch(spec ->
                        spec.data().filter(data -> data.name().equals("moons")).isPresent());
    }

    private Set<String> ids(StudyRunner runner, Settings settings) {
        return runner.sweep(study(), settings).specs().stream().map(Spec::id).collect(Collectors.toSet());
    }

    /** Runs fail half way, as if the machine had gone down; the next attempt ends as if nothing had happened. */
    @Test
    void anInterruptedStudyEndsWithTheSameVerdicts(@TempDir Path elsewhere) {
        Settings settings = new Settings(Scale.SMOKE, "", 1, 1);
        InventedLab lab = lab(store, asPublished());
        int[] left = {5};
        TrackedRunner dying = (task, fraction) -> {
            if (left[0]-- <= 0) {
                throw new IllegalStateException("the power went off");
            }
            return lab.run(task, fraction);
        };
        StudyRunner runner = new StudyRunner(store, lab);
        StudyResult half = runner.run(study(), settings, new InProcess(store, dying), SweepListener.none());
        assertThat(half.missing()).isPositive();
        assertThat(HtmlReport.of(StudyReport.of(half))).contains("the power went off");
        // What is missing is one sentence among others, and no section is a mere headline.
        assertThat(half.verdicts())
                .allSatisfy(v -> assertThat(v.reason()).doesNotContain("..").endsWith("."));
        assertThat(StudyReport.of(half).sections())
                .noneMatch(section -> section.blocks().isEmpty());
        StudyResult resumed = runner.run(study(), settings, new InProcess(store, lab), SweepListener.none());

        RunStore fresh = new RunStore(elsewhere);
        InventedLab other = lab(fresh, asPublished());
        StudyResult whole =
                new StudyRunner(fresh, other).run(study(), settings, new InProcess(fresh, other), SweepListener.none());
        assertThat(StudyReport.table(resumed).csv())
                .isEqualTo(StudyReport.table(whole).csv());
        assertThat(StudyReport.table(runner.look(study(), settings)).csv())
                .isEqualTo(StudyReport.table(whole).csv());
    }

    @Test
    void theReportNamesEveryClaimAndEverySpec() {
        StudyResult result = conduct(asPublished(), new Settings(Scale.SMOKE, "", 2, 1));
        Report report = StudyReport.of(result);
        String page = HtmlReport.of(report);
        study().claims().forEach(claim -> assertThat(page).contains(claim.name()));
        assertThat(report.sources())
                .hasSize(new StudyRunner(store, lab(store, asPublished()))
                        .sweep(study(), result.settings())
                        .size());
        assertThat(report.figures()).isNotEmpty();
    }

    /** Of each part one condition of one network has been run: captions tell what there is, and no number is none. */
    @Test
    void aPartOfAStudyIsReportedWithoutHoles() {
        Settings settings = new Settings(Scale.SMOKE, "", 1, 1);
        Map<String, Trial> first = new TreeMap<>();
        study().trials(settings).forEach(trial -> first.putIfAbsent(trial.part(), trial));
        first.forEach((part, only) -> {
            RunStore fresh = new RunStore(root.resolve(part));
            InventedLab lab = lab(fresh, asPublished());
            StudyResult result = new StudyRunner(fresh, lab)
                    .run(
                            study(),
                            settings,
                            trial -> trial.part().equals(part)
                                    && trial.network().equals(only.network())
                                    && trial.condition().equals(only.condition()),
                            new InProcess(fresh, lab),
                            SweepListener.none());
            assertThat(result.missing())
                    .isEqualTo(result.asked()
                            - result.evidence().runs().stream()
                                    .map(Run::id)
                                    .distinct()
                                    .count());
            assertThat(words(StudyReport.of(result)).stream()
                            .filter(text -> NO_NUMBER.matcher(text).find()))
                    .as("of " + part)
                    .isEmpty();
        });
    }

    /** What people read of a report. */
    private static List<String> words(Report report) {
        List<String> words = new ArrayList<>(List.of(report.lead()));
        words.addAll(report.caveats());
        report.figures().forEach(figure -> {
            words.addAll(List.of(
                    figure.caption().finding(),
                    figure.caption().method(),
                    figure.caption().sample()));
            words.addAll(List.of(figure.reading().shows(), figure.reading().showsNot(), figure.alternative()));
        });
        report.tables().forEach(table -> {
            words.add(table.note());
            table.rows().forEach(row -> row.forEach(cell -> words.add(cell.text())));
        });
        report.sections()
                .forEach(section -> section.blocks().forEach(block -> {
                    if (block instanceof Block.Judged judged) {
                        words.addAll(judged.remarks());
                        words.addAll(judged.details());
                    } else if (block instanceof Block.Paragraph paragraph) {
                        words.add(paragraph.text());
                    }
                }));
        return words;
    }

    /** First one picture of all claims, drawn for phones too, then claim by claim; only then figures. */
    @Test
    void theReportOpensWithItsClaims() {
        Report report = StudyReport.of(conduct(asPublished(), new Settings(Scale.SMOKE, "", 2, 1)));
        Figure first = report.figures().findFirst().orElseThrow();
        assertThat(report.sections().get(0).blocks()).contains(first);
        List<String> names = study().claims().stream().map(Claim::name).toList();
        Picture.Drawn picture = (Picture.Drawn) first.picture();
        for (Chart chart : new Chart[] {picture.chart(), Objects.requireNonNull(picture.narrow())}) {
            assertThat(chart.panels().get(0).y().categories()).isEqualTo(names);
        }
        // No name is cut, on the narrowest screen neither.
        JsonNode option = EchartsOption.of(Objects.requireNonNull(picture.narrow()));
        assertThat(option.path("graphic").path("elements").findValuesAsText("text"))
                .containsAll(names)
                .noneMatch(text -> text.contains("…"));
        assertThat(report.sections().get(1).blocks().stream()
                        .filter(Block.Judged.class::isInstance)
                        .map(block -> ((Block.Judged) block).name()))
                .containsExactlyElementsOf(names);
    }
}
