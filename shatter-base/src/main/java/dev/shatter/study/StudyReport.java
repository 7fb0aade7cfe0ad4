package dev.shatter.study;

import dev.shatter.core.Json;
import dev.shatter.core.Variant;
import dev.shatter.report.Badge;
import dev.shatter.report.Block;
import dev.shatter.report.Cell;
import dev.shatter.report.NumberText;
import dev.shatter.report.Report;
import dev.shatter.report.Section;
import dev.shatter.report.Strip;
import dev.shatter.report.Table;
import dev.shatter.run.Provenance;
import dev.shatter.run.Run;
import dev.shatter.spec.Spec;
import dev.shatter.stats.Interval;
import dev.shatter.study.Verdict.Decision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A study's result as a report: all claims in one picture, each by itself, the figures, the table, what was not run. */
public final class StudyReport {
    /** By convention the number of training examples drawn, 0 for all of a set. */
    private static final String SUBSET = "subset";

    /** So many reasons why runs are missing are told. */
    private static final int REASONS = 10;

    private StudyReport() {}

    public static Report of(StudyResult result) {
        Study study = result.study();
        List<Section> sections = new ArrayList<>();
        sections.add(Section.of(
                "Claims at a glance", new Block.Paragraph(study.header().message()), ForestPlot.of(result)));
        sections.add(claims(result));
        study.exhibits(result.evidence().stored(), result.command()).stream()
                .filter(section -> !section.blocks().isEmpty())
                .forEach(sections::add);
        sections.add(Section.of("Verdicts in a table", table(result)));
        if (!study.notRun().isEmpty()) {
            sections.add(notRun(study));
        }
        return new Report(
                study.header().title() + ": what holds",
                lead(result),
                sections,
                List.of(result.command()),
                sources(result.evidence()),
                caveats(result),
                colophon(result.evidence()));
    }

    /** The verdicts, a row a claim; also what a terminal shows. */
    public static Table table(StudyResult result) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Verdict verdict : result.verdicts()) {
            Finding finding = verdict.finding();
            rows.add(List.of(
                    Cell.badge(badge(verdict.decision())),
                    Cell.words(verdict.claim().name()),
                    effect(finding),
                    finding == null ? Cell.none() : Cell.count(finding.n()),
                    Cell.words(finding == null ? NumberText.NONE : NumberText.pValue(verdict.adjustedP())),
                    Cell.words(verdict.claim().published())));
        }
        return new Table(
                "verdicts",
                "Claims of " + result.study().name(),
                List.of(
                        Table.Column.words("verdict"),
                        Table.Column.words("claim"),
                        Table.Column.numbers("effect", ""),
                        Table.Column.numbers("n", ""),
                        Table.Column.numbers("p", ""),
                        Table.Column.words("published")),
                rows,
                "Effects are medians (means where the claim says so) over networks and seeds of each claim's"
                        + " statistic, with 95 % intervals of order statistics where six runs or more give one; n counts"
                        + " runs, or test points where the claim says so; p is two-sided, after Holm's correction over "
                        + result.verdicts().size() + " claims, and decides at 0.05, of which 0.04 are for a look at the"
                        + " registered number of seeds and 0.01 for all others.");
    }

    /** Without an interval where too few runs give none, or where all values are equal. */
    static Cell effect(@Nullable Finding finding) {
        if (finding == null) {
            return Cell.none();
        }
        Interval effect = finding.effect();
        return Double.isInfinite(effect.width())
                ? Cell.number(effect.estimate(), 3)
                : Cell.estimate(effect.estimate(), effect.low(), effect.high());
    }

    private static Section claims(StudyResult result) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Paragraph(
                "Every claim is registered with its statistic, threshold and test. Beside each stand"
                        + " the values that decided it: a dot a run, a stroke at their centre, the threshold dashed."));
        result.verdicts().forEach(verdict -> blocks.add(claim(result, verdict)));
        return new Section("The claims one by one", blocks);
    }

    private static Block claim(StudyResult result, Verdict verdict) {
        Claim claim = verdict.claim();
        Sample sample = verdict.sample();
        List<String> details = new ArrayList<>();
        details.add("Statistic" + range(claim.range()) + ": " + claim.statistic() + ".");
        details.add("Holds if " + claim.criterion().words() + "; threshold: " + claim.justification() + ".");
        if (verdict.finding() != null) {
            details.add("n = " + verdict.finding().n() + " " + verdict.finding().of() + "; p "
                    + (verdict.adjustedP() < 0.001 ? "" : "= ") + NumberText.pValue(verdict.adjustedP())
                    + ", two-sided, after Holm's correction over "
                    + result.verdicts().size() + " claims, judged "
                    + verdict.look().words() + ".");
        }
        details.add(Registration.of(result.study(), claim)
                        .map(registration -> registration.words(result.settings()))
                        .orElse("Not registered as it is now: its sentence, statistic, threshold or test was changed"
                                + " since")
                + ".");
        gaps("could not be judged for how its runs came out", sample.missing()).ifPresent(details::add);
        gaps("is still to be run", sample.absent()).ifPresent(details::add);
        return new Block.Judged(
                badge(verdict.decision()),
                "claim-" + claim.name(),
                claim.name(),
                claim.text(),
                List.of("Published: " + claim.published() + ".", verdict.reason()),
                sample.size() == 0 ? null : strip(verdict),
                details);
    }

    private static Strip strip(Verdict verdict) {
        Sample sample = verdict.sample();
        Criterion criterion = verdict.claim().criterion();
        Map<String, double[]> groups = sample.byNetwork();
        return new Strip(
                groups,
                criterion.centre().words(),
                groups.values().stream().map(criterion.centre()::of).toList(),
                criterion.thresholds(sample));
    }

    private static Optional<String> gaps(String what, List<String> gaps) {
        return gaps.isEmpty()
                ? Optional.empty()
                : Optional.of(gaps.size() + (gaps.size() == 1 ? " value " : " values: each ") + what + " ("
                        + gaps.get(0) + (gaps.size() == 1 ? ")." : ", for instance)."));
    }

    private static String range(Range range) {
        return range.words().isEmpty() ? "" : " (" + range.words() + ")";
    }

    private static Section notRun(Study study) {
        List<Block> blocks = new ArrayList<>();
        for (NotRun part : study.notRun()) {
            blocks.add(new Block.Paragraph(part.what() + ". " + part.why() + " Published: " + part.published() + "."));
            blocks.add(new Block.Listing(Json.pretty(part.draft()).lines().toList()));
        }
        return new Section("Not run", blocks);
    }

    private static String lead(StudyResult result) {
        long holds = count(result, Decision.HOLDS);
        long fails = count(result, Decision.FAILS);
        long open = count(result, Decision.UNDECIDED);
        long notRun = count(result, Decision.NOT_RUN);
        List<Run> runs = result.evidence().runs();
        return "Of " + result.verdicts().size() + " claims of "
                + result.study().header().authors() + ", " + holds
                + " hold, " + fails + " fail" + (notRun == 0 ? " and " : ", ") + open
                + (open == 1 ? " stays" : " stay") + " undecided"
                + (notRun == 0 ? "" : " and " + notRun + (notRun == 1 ? " was" : " were") + " not run")
                + ", at `"
                + result.settings().scale().word()
                + "` scale, by " + distinct(runs).size()
                + (distinct(runs).size() == 1 ? " run" : " runs")
                + (result.missing() == 0
                        ? "."
                        : "; " + result.missing() + " of the " + result.asked() + " runs asked for are missing.");
    }

    private static long count(StudyResult result, Decision decision) {
        return result.verdicts().stream().filter(v -> v.decision() == decision).count();
    }

    static Badge badge(Decision decision) {
        return switch (decision) {
            case HOLDS -> Badge.HOLDS;
            case FAILS -> Badge.FAILS;
            case UNDECIDED -> Badge.UNDECIDED;
            case NOT_RUN -> Badge.NOT_RUN;
        };
    }

    private static List<String> caveats(StudyResult result) {
        List<String> caveats = new ArrayList<>(result.study().caveats(result.settings()));
        if (result.settings().scale() == Scale.SMOKE) {
            caveats.add(0, "At smoke scale a study shows that it runs, not what is true.");
        }
        if (result.settings().look() == Look.ANY_TIME) {
            caveats.add("The number of seeds is not the registered one: claims are judged by e-values, which hold at"
                    + " whatever number one stops and ask for more runs.");
        }
        shared(result.evidence()).ifPresent(caveats::add);
        missing(result).forEach(caveats::add);
        return caveats;
    }

    /** Runs that differ in their seed but not in their training examples vary less than runs on fresh samples would. */
    private static Optional<String> shared(Evidence evidence) {
        Map<String, TreeSet<Long>> seeds = new LinkedHashMap<>();
        TreeSet<String> parts = new TreeSet<>();
        for (Evidence.Piece piece : evidence.pieces()) {
            Spec spec = piece.spec();
            String data = spec.data().map(Variant::text).orElse("");
            if (!data.isEmpty() && spec.has(SUBSET) && spec.integer(SUBSET) == 0) {
                TreeSet<Long> own = seeds.computeIfAbsent(piece.trial().part() + data, k -> new TreeSet<>());
                own.add(piece.trial().seed());
                if (own.size() > 1) {
                    parts.add(piece.trial().part());
                }
            }
        }
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "All runs of " + String.join(", ", parts) + " share one training set: tests over them tell how"
                                + " far chance in training moves a result, not how far another sample would.");
    }

    /** What there is no run of, by reason; a spec that several parts ask for counts once. */
    private static List<String> missing(StudyResult result) {
        Map<String, Map<String, String>> reasons = new LinkedHashMap<>();
        for (Evidence.Piece piece : result.evidence().pieces()) {
            if (piece.run() == null) {
                reasons.computeIfAbsent(piece.failure(), k -> new LinkedHashMap<>())
                        .putIfAbsent(piece.spec().id(), piece.trial().words());
            }
        }
        List<String> lines = new ArrayList<>();
        reasons.forEach((reason, specs) -> {
            List<String> words = List.copyOf(specs.values());
            lines.add("Missing: " + words.get(0) + (words.size() == 1 ? "" : " and " + (words.size() - 1) + " more")
                    + ". " + reason);
        });
        return lines.size() > REASONS ? lines.subList(0, REASONS) : lines;
    }

    private static List<Report.Source> sources(Evidence evidence) {
        Map<String, Report.Source> sources = new LinkedHashMap<>();
        for (Evidence.Piece piece : evidence.pieces()) {
            String id = piece.spec().id();
            sources.putIfAbsent(id, new Report.Source(id, piece.trial().words()));
        }
        return List.copyOf(sources.values());
    }

    private static String colophon(Evidence evidence) {
        TreeSet<String> machines = new TreeSet<>();
        double seconds = 0;
        for (Run run : distinct(evidence.runs()).values()) {
            Provenance p = run.provenance();
            machines.add("Shatter " + p.version() + " (" + p.commit() + "), Java " + p.java() + ", " + p.system() + ", "
                    + p.threads() + (p.threads() == 1 ? " thread" : " threads") + " a run");
            seconds += p.seconds();
        }
        return machines.isEmpty()
                ? ""
                : String.join("; ", machines) + "; " + NumberText.duration(seconds) + " of computing in all";
    }

    private static Map<String, Run> distinct(List<Run> runs) {
        Map<String, Run> distinct = new LinkedHashMap<>();
        runs.forEach(run -> distinct.putIfAbsent(run.id(), run));
        return distinct;
    }
}
