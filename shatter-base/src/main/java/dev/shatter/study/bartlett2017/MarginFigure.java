package dev.shatter.study.bartlett2017;

import dev.shatter.report.Block;
import dev.shatter.report.Cell;
import dev.shatter.report.Figure;
import dev.shatter.report.Picture;
import dev.shatter.report.Table;
import dev.shatter.report.Table.Column;
import dev.shatter.report.chart.Axis;
import dev.shatter.report.chart.Chart;
import dev.shatter.report.chart.Mark;
import dev.shatter.report.chart.Panel;
import dev.shatter.report.chart.Style;
import dev.shatter.run.Measurement;
import dev.shatter.run.Measurements;
import dev.shatter.study.Evidence;
import dev.shatter.study.OverSeeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Distributions of margins as quantile curves, and the numbers behind them. */
final class MarginFigure {
    private MarginFigure() {}

    static Figure of(Evidence evidence, String command) {
        List<Panel> panels = new ArrayList<>();
        for (String network : evidence.networks()) {
            Evidence own = evidence.network(network);
            panels.add(panel(own, Bartlett2017.MARGINS, "margin", network + ", as they are"));
            panels.add(panel(own, Bartlett2017.NORMALISED, "normalised margin", network + ", normalised"));
        }
        return new Figure(
                "margins",
                "Distribution of training margins, as they are and normalised",
                Picture.of(Chart.multiples(2, panels).free()),
                new Figure.Caption(
                        finding(evidence),
                        "Share of training examples with at most this margin, at ten quantiles; mean over seeds. Normalised:"
                                + " m n / (R_A ‖X‖) with reference 0.",
                        evidence.runs().size() + " runs, " + evidence.units().size() + " seeds of networks."),
                new Figure.Reading(
                        "A curve further left has smaller margins for its complexity: that is what the bound sees.",
                        "It does not show that the bound is small: it is not."),
                "Rising curves of cumulative shares, one for each level of label corruption.",
                command,
                evidence.ids());
    }

    private static Panel panel(Evidence evidence, String margins, String axis, String title) {
        List<Mark> lines = new ArrayList<>();
        for (double p : Bartlett2017.CORRUPTION) {
            List<Map<String, Double>> all = evidence.condition("corrupt-" + p).runs().stream()
                    .flatMap(run -> Measurements.find(run, margins).stream())
                    .filter(Measurement::measured)
                    .<Map<String, Double>>map(Measurement::details)
                    .toList();
            if (!all.isEmpty()) {
                double[] share = all.get(0).keySet().stream()
                        .mapToDouble(q -> Double.parseDouble(q.substring(1)) / 100)
                        .toArray();
                double[] at = all.get(0).keySet().stream()
                        .mapToDouble(q -> all.stream()
                                .mapToDouble(d -> d.getOrDefault(q, Double.NaN))
                                .average()
                                .orElse(Double.NaN))
                        .toArray();
                lines.add(Mark.Line.of(name(p), Style.corrupted(p), at, share));
            }
        }
        return Panel.of(
                        Axis.linear(axis, ""),
                        Axis.linear("share of examples", "").range(0, 1),
                        lines.toArray(new Mark[0]))
                .titled(title);
    }

    private static String name(double p) {
        return p == 0 ? "true labels" : p == 1 ? "random labels" : Math.round(100 * p) + " % random";
    }

    private static String finding(Evidence evidence) {
        double[] trueLabels = medians(evidence.condition("corrupt-0.0"));
        double[] randomLabels = medians(evidence.condition("corrupt-1.0"));
        return trueLabels.length == 0 || randomLabels.length == 0
                ? "Too few runs to compare true and random labels."
                : String.format(
                        Locale.ROOT,
                        "The median normalised margin is %.3g on true and %.3g on random labels, on average.",
                        Arrays.stream(trueLabels).average().orElseThrow(),
                        Arrays.stream(randomLabels).average().orElseThrow());
    }

    private static double[] medians(Evidence evidence) {
        return evidence.runs().stream()
                .flatMap(run -> Measurements.find(run, Bartlett2017.NORMALISED).stream())
                .filter(Measurement::measured)
                .mapToDouble(m -> m.details().getOrDefault(Bartlett2017.MEDIAN, Double.NaN))
                .toArray();
    }

    static Block table(Evidence evidence) {
        List<List<Cell>> rows = new ArrayList<>();
        for (String network : evidence.networks()) {
            for (String condition : evidence.network(network).conditions()) {
                Evidence own = evidence.network(network).condition(condition);
                rows.add(List.of(
                        Cell.words(network),
                        Cell.words(name(Double.parseDouble(condition.substring("corrupt-".length())))),
                        OverSeeds.cell(own.measuredAll(Bartlett2017.COMPLEXITY)),
                        OverSeeds.cell(medians(own)),
                        OverSeeds.cell(own.measuredAll(Bartlett2017.BOUND)),
                        Cell.count(own.runs().size())));
            }
        }
        return new Table(
                "margins-table",
                "Complexity, margins and the bound",
                List.of(
                        Column.words("network"),
                        Column.words("labels"),
                        Column.numbers("spectral complexity", ""),
                        Column.numbers("median normalised margin", ""),
                        Column.numbers("certified risk", ""),
                        Column.numbers("runs", "")),
                rows,
                "Means over seeds with 95 % Student interval. A certified risk above 1 is vacuous; a dash where the theorem"
                        + " does not cover the network.");
    }
}
