package dev.shatter.study;

import dev.shatter.core.Json;
import dev.shatter.report.Badge;
import dev.shatter.report.Block;
import dev.shatter.report.Cell;
import dev.shatter.report.Numbers;
import dev.shatter.report.Report;
import dev.shatter.report.Section;
import dev.shatter.report.Table;
import dev.shatter.run.Provenance;
import dev.shatter.run.Run;
import dev.shatter.study.Verdict.Decision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A study's result as a report: verdicts first, then every claim with its test, the figures, what was not run. */
public final class StudyReport {
    private StudyReport() {}

    public static Report of(StudyResult result) {
        Study study = result.study();
        List<Section> sections = new ArrayList<>();
        sections.add(Section.of("Verdicts", new Block.Paragraph(study.header().message()), table(result)));
        sections.add(claims(result));
        study.exhibits(result.evidence().stored(), result.command()).stream()
                .filter(section -> !section.blocks().isEmpty())
                .forEach(sections::add);
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
                    finding == null
                            ? Cell.none()
                            : Cell.estimate(
                                    finding.effect().estimate(),
                                    finding.effect().low(),
                                    finding.effect().high()),
                    finding == null ? Cell.none() : Cell.count(finding.n()),
                    Cell.words(finding == null ? Numbers.NONE : Numbers.pValue(verdict.adjustedP())),
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
                "Effects are means over networks and seeds of each claim's statistic with 95 % intervals; n counts runs,"
                        + " or test points where the claim says so; p is two-sided, after Holm's correction over "
                        + result.verdicts().size() + " claims, and decides at 0.05.");
    }

    private static Section claims(StudyResult result) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Paragraph("Every claim, its statistic, its threshold and its test were written into the"
                + " program before the runs were made."));
        for (Verdict verdict : result.verdicts()) {
            Claim claim = verdict.claim();
            blocks.add(new Block.Paragraph(badge(verdict.decision()).text() + " `" + claim.name() + "`: " + claim.text()
                    + " Published: " + claim.published() + ". Statistic" + range(claim.range()) + ": "
                    + claim.statistic()
                    + ". Holds if "
                    + claim.criterion().words() + "; threshold: " + claim.justification() + ". " + verdict.reason()
                    + missing(verdict)));
        }
        return new Section("The claims", blocks);
    }

    private static String range(Range range) {
        return range.words().isEmpty() ? "" : " (" + range.words() + ")";
    }

    private static String missing(Verdict verdict) {
        int count = verdict.sample().missing().size();
        return count == 0 || verdict.sample().size() == 0
                ? ""
                : " " + count + " more could not be judged ("
                        + verdict.sample().missing().get(0) + ").";
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
        List<Run> runs = result.evidence().runs();
        return "Of " + result.verdicts().size() + " claims of "
                + result.study().header().authors() + ", " + holds
                + " hold, " + fails + " fail and " + open + " stay undecided, at `"
                + result.settings().scale().word()
                + "` scale, by " + distinct(runs).size() + " runs"
                + (result.missing() == 0 ? "." : "; " + result.missing() + " of the runs asked for are missing.");
    }

    private static long count(StudyResult result, Decision decision) {
        return result.verdicts().stream().filter(v -> v.decision() == decision).count();
    }

    static Badge badge(Decision decision) {
        return switch (decision) {
            case HOLDS -> Badge.HOLDS;
            case FAILS -> Badge.FAILS;
            case UNDECIDED -> Badge.UNDECIDED;
        };
    }

    private static List<String> caveats(StudyResult result) {
        List<String> caveats = new ArrayList<>(result.study().caveats(result.settings()));
        if (result.settings().scale() == Scale.SMOKE) {
            caveats.add(0, "At smoke scale a study shows that it runs, not what is true.");
        }
        result.evidence().pieces().stream()
                .filter(piece -> piece.run() == null)
                .limit(10)
                .forEach(piece -> caveats.add("Missing: " + piece.trial().words() + ". " + piece.failure()));
        return caveats;
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
                : String.join("; ", machines) + "; " + Numbers.duration(seconds) + " of computing in all";
    }

    private static Map<String, Run> distinct(List<Run> runs) {
        Map<String, Run> distinct = new LinkedHashMap<>();
        runs.forEach(run -> distinct.putIfAbsent(run.id(), run));
        return distinct;
    }
}
