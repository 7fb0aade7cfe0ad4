package dev.shatter.study.krueger2017;

import dev.shatter.report.Block;
import dev.shatter.report.Cell;
import dev.shatter.report.Figure;
import dev.shatter.report.Picture;
import dev.shatter.report.Section;
import dev.shatter.report.Table;
import dev.shatter.report.chart.Axis;
import dev.shatter.report.chart.Chart;
import dev.shatter.report.chart.Mark;
import dev.shatter.report.chart.Panel;
import dev.shatter.report.chart.Style;
import dev.shatter.stats.Interval;
import dev.shatter.study.Evidence;
import dev.shatter.study.OverSeeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What was measured on the trained networks: curvature, critical samples, single examples. */
final class KruegerMeasured {
    private static final List<String> KINDS = List.of("real", "noise-labels", "noise-inputs");

    /** When a network was measured: part of the study, words, look. */
    private record When(String part, String words, Style style) {}

    private static final When ONE_EPOCH = new When("first-epoch", "after one epoch", Style.neutral(5));
    private static final When END = new When("curvature", "at the end of training", Style.neutral(4));
    private static final List<When> TIMES = List.of(ONE_EPOCH, END);

    private final Evidence evidence;

    private KruegerMeasured(Evidence evidence) {
        this.evidence = evidence;
    }

    static Section section(Evidence evidence, String command) {
        KruegerMeasured measured = new KruegerMeasured(evidence);
        List<Block> blocks = new ArrayList<>();
        List<Panel> panels = Stream.of(
                        measured.panel("largest Hessian eigenvalue", KruegerTrials.CURVATURE),
                        measured.panel("critical sample ratio", KruegerTrials.CRITICAL),
                        measured.panel("excess variance of examples", KruegerTrials.EASY),
                        measured.panel("Gini of loss sensitivity", KruegerTrials.SENSITIVITY))
                .flatMap(List::stream)
                .toList();
        if (!panels.isEmpty()) {
            blocks.add(measured.figure(panels, command));
        }
        blocks.add(measured.table());
        return new Section("Curvature and single examples", blocks);
    }

    private double[] values(When when, String kind, String measure) {
        return evidence.part(when.part()).condition(kind).measuredAll(measure);
    }

    private static String words(String kind) {
        return kind.replace("noise-", "random ");
    }

    /** Bars of one quantity, one group a kind of data; none where nothing was measured. */
    private List<Panel> panel(String quantity, String measure) {
        List<Mark> bars = new ArrayList<>();
        for (When when : TIMES) {
            List<Interval> means = KINDS.stream()
                    .map(kind -> OverSeeds.mean(values(when, kind, measure)))
                    .toList();
            if (means.stream().anyMatch(mean -> Double.isFinite(mean.estimate()))) {
                bars.add(OverSeeds.bars(when.words(), when.style(), means));
            }
        }
        if (bars.isEmpty()) {
            return List.of();
        }
        Axis kinds =
                Axis.categories("", KINDS.stream().map(KruegerMeasured::words).toList());
        return List.of(Panel.of(Axis.linear(quantity, "").withZero(), kinds, bars.toArray(new Mark[0])));
    }

    private Figure figure(List<Panel> panels, String command) {
        Evidence own = new Evidence(KruegerFigures.concat(evidence.part(ONE_EPOCH.part()), evidence.part(END.part())));
        return new Figure(
                "curvature-and-examples",
                "Curvature, critical samples and single examples",
                Picture.of(Chart.multiples(2, panels).free()),
                new Figure.Caption(
                        finding(),
                        "Training loss's Hessian; share of test inputs with another class within 3/255; variance of examples'"
                                + " error rates over 100 initialisations beyond the binomial one; inequality of |dl/dx|."
                                + " Mean over seeds; whiskers are its 95 % Student interval.",
                        own.runs().size() + " runs, " + own.units().size() + " seeds."),
                new Figure.Reading(
                        "It shows in what a network that learned real data differs from one that stored noise.",
                        "It does not show causes: random inputs also have another scale of gradients than images."),
                "Panels of level bars for real data, random labels and random inputs.",
                command,
                own.ids());
    }

    private String finding() {
        List<String> parts = new ArrayList<>();
        compared("the largest Hessian eigenvalue", KruegerTrials.CURVATURE, 1, "", parts);
        compared("the share of critical samples", KruegerTrials.CRITICAL, 100, " %", parts);
        if (parts.isEmpty()) {
            return "Measured after one epoch.";
        }
        String text = String.join("; ", parts) + ".";
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** At the end of training, what is measured on all three kinds of data. */
    private void compared(String name, String measure, double unit, String symbol, List<String> parts) {
        double[] means = KINDS.stream()
                .mapToDouble(kind ->
                        unit * OverSeeds.mean(values(END, kind, measure)).estimate())
                .toArray();
        if (Double.isFinite(means[0]) && Double.isFinite(means[1]) && Double.isFinite(means[2])) {
            parts.add(String.format(
                    Locale.ROOT,
                    "%s is %.3g%s on real data, %.3g%s on random labels and %.3g%s on random inputs",
                    name,
                    means[0],
                    symbol,
                    means[1],
                    symbol,
                    means[2],
                    symbol));
        }
    }

    private Table table() {
        List<List<Cell>> rows = new ArrayList<>();
        for (When when : List.of(END, ONE_EPOCH)) {
            for (String kind : KINDS) {
                rows.add(List.of(
                        Cell.words(when.words()),
                        Cell.words(words(kind)),
                        OverSeeds.cell(values(when, kind, KruegerTrials.CURVATURE)),
                        OverSeeds.cell(values(when, kind, KruegerTrials.CRITICAL)),
                        OverSeeds.cell(values(when, kind, KruegerTrials.EASY)),
                        OverSeeds.cell(values(when, kind, KruegerTrials.SENSITIVITY))));
            }
        }
        return new Table(
                "measured",
                "What was measured on the networks",
                List.of(
                        Table.Column.words("when"),
                        Table.Column.words("data"),
                        Table.Column.numbers("largest Hessian eigenvalue", ""),
                        Table.Column.numbers("critical sample ratio", ""),
                        Table.Column.numbers("excess variance", ""),
                        Table.Column.numbers("Gini of sensitivity", "")),
                rows,
                "Means over seeds with 95 % Student interval; a dash where it is not measured.");
    }
}
