package dev.shatter.study;

import dev.shatter.report.Figure;
import dev.shatter.report.NumberText;
import dev.shatter.report.Picture;
import dev.shatter.report.chart.Axis;
import dev.shatter.report.chart.Chart;
import dev.shatter.report.chart.Hue;
import dev.shatter.report.chart.Mark;
import dev.shatter.report.chart.Panel;
import dev.shatter.report.chart.ReferenceLine;
import dev.shatter.report.chart.Style;
import dev.shatter.report.chart.TextWidth;
import dev.shatter.stats.Interval;
import dev.shatter.study.Verdict.Decision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * All claims of a study in one picture: a row each with estimate and interval, the threshold at zero, "holds" to its right.
 *
 * <p>Statistics have different units, so each row has a scale of its own: the advantage over the threshold, divided by the
 * largest advantage of the row's estimate or interval's ends.
 */
final class ForestPlot {
    private static final Map<Decision, Style> LOOKS = Map.of(
            Decision.HOLDS, new Style(Hue.INK, List.of(), Style.Marker.CIRCLE),
            Decision.FAILS, new Style(Hue.INK, List.of(), Style.Marker.DIAMOND),
            Decision.UNDECIDED, new Style(Hue.INK, List.of(), Style.Marker.RING));

    /** Size of a chart's text, and what must be free between a name and what stands beside it; pixels. */
    private static final double TEXT = 12;

    private static final double GAP = 16;

    private ForestPlot() {}

    static Figure of(StudyResult result) {
        List<Verdict> verdicts = result.verdicts();
        Axis names =
                Axis.categories("", verdicts.stream().map(v -> v.claim().name()).toList());
        return new Figure(
                "claims",
                "All claims of " + result.study().name(),
                Picture.of(
                        Chart.of(panel(names, verdicts, ForestPlot::label))
                                .sized(Chart.WIDTH, 90 + 26 * verdicts.size()),
                        Chart.of(panel(names.namedOver(), verdicts, ForestPlot::shortLabel))
                                .sized(Chart.NARROW, 90 + 42 * verdicts.size())),
                new Figure.Caption(
                        finding(verdicts),
                        "Estimate and 95 % interval of each claim's statistic, in units of the row's largest distance"
                                + " from its threshold; beside it verdict, estimate and threshold as they are. Lengths mean"
                                + " nothing from row to row. No whiskers where too few runs give no interval.",
                        result.settings().scale().word() + " scale, seeds from "
                                + result.settings().firstSeed() + "."),
                new Figure.Reading(
                        "It shows which claims hold, and by how much beside their uncertainty.",
                        "It does not show which effect is larger: rows have different units."),
                "A row a claim with a marker and its interval, left or right of an upright line at the threshold.",
                result.command(),
                List.of());
    }

    private static Panel panel(Axis names, List<Verdict> verdicts, Function<Verdict, String> label) {
        List<Mark> marks = new ArrayList<>();
        for (Decision decision : List.of(Decision.HOLDS, Decision.FAILS, Decision.UNDECIDED)) {
            marks.add(marks(verdicts, decision, label));
        }
        return new Panel(
                "",
                Axis.linear("fails  ←  advantage over the threshold, each row on its own scale  →  holds", "")
                        .range(-1.1, 1.1),
                names,
                marks,
                List.of(ReferenceLine.upright(0, "threshold")));
    }

    /** "Of 26 claims 17 hold (●), 7 fail (×), 2 are undecided (○)." */
    private static String finding(List<Verdict> verdicts) {
        List<String> parts = new ArrayList<>();
        for (Decision decision : Decision.values()) {
            long count = verdicts.stream().filter(v -> v.decision() == decision).count();
            if (count > 0) {
                boolean one = count == 1;
                String verb = switch (decision) {
                    case HOLDS -> one ? "holds" : "hold";
                    case FAILS -> one ? "fails" : "fail";
                    case UNDECIDED -> one ? "is undecided" : "are undecided";
                    case NOT_RUN -> one ? "was not run" : "were not run";
                };
                parts.add(
                        count + " " + verb + " (" + StudyReport.badge(decision).shape() + ")");
            }
        }
        return "Of " + verdicts.size() + " claims " + String.join(", ", parts) + ".";
    }

    private static Mark.Bars marks(List<Verdict> verdicts, Decision decision, Function<Verdict, String> label) {
        double[] at = new double[verdicts.size()];
        double[] low = new double[at.length];
        double[] high = new double[at.length];
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < at.length; i++) {
            Verdict verdict = verdicts.get(i);
            Finding finding = verdict.finding();
            Interval row = verdict.decision() == decision && finding != null
                    ? advantage(verdict.claim().criterion(), finding, verdict.sample())
                    : null;
            at[i] = row == null ? Double.NaN : row.estimate();
            low[i] = row == null || Double.isInfinite(row.low()) ? Double.NaN : row.low();
            high[i] = row == null || Double.isInfinite(row.high()) ? Double.NaN : row.high();
            // Every row's label is written once, by the first of the marks.
            labels.add(decision == Decision.HOLDS ? label.apply(verdict) : "");
        }
        return Mark.Bars.of("", LOOKS.getOrDefault(decision, Style.neutral(0)), at)
                .whiskers(low, high)
                .labelled(labels)
                .asDots();
    }

    private static String label(Verdict verdict) {
        return StudyReport.badge(verdict.decision()).text() + numbers(verdict);
    }

    /** On a narrow screen as much as a name leaves room for: a verdict's shape at least. */
    private static String shortLabel(Verdict verdict) {
        String shape = StudyReport.badge(verdict.decision()).shape();
        double room = Chart.NARROW - GAP - TextWidth.of(verdict.claim().name(), TEXT);
        return Stream.of(shape + numbers(verdict), shape + estimate(verdict))
                .filter(label -> TextWidth.of(label, TEXT) <= room)
                .findFirst()
                .orElse(shape);
    }

    private static String estimate(Verdict verdict) {
        return verdict.finding() == null
                ? ""
                : "  " + NumberText.significant(verdict.finding().effect().estimate(), 3);
    }

    private static String numbers(Verdict verdict) {
        return verdict.finding() == null
                ? ""
                : estimate(verdict) + "  (" + verdict.claim().criterion().brief() + ")";
    }

    /** Estimate and interval as advantages over the threshold, in units of the largest of them. */
    private static Interval advantage(Criterion criterion, Finding finding, Sample sample) {
        Interval effect = finding.effect();
        double estimate = criterion.advantage(effect.estimate(), sample);
        double[] ends = {criterion.advantage(effect.low(), sample), criterion.advantage(effect.high(), sample)};
        // The advantage of "within" is largest inside of the interval, not at its ends.
        double least = Math.min(estimate, Math.min(ends[0], ends[1]));
        double most = Math.max(estimate, Math.max(ends[0], ends[1]));
        double unit = Arrays.stream(new double[] {estimate, least, most})
                .map(Math::abs)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        double scale = unit > 0 ? unit : 1;
        return new Interval(estimate / scale, least / scale, most / scale, effect.level(), effect.method());
    }
}
