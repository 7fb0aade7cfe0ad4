package dev.shatter.study.keskar2017;

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
import dev.shatter.study.Evidence;
import dev.shatter.study.OverSeeds;
import dev.shatter.study.exhibit.Findings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Sharpness and test error against the batch size, for each network. */
final class BatchFigure {
    private BatchFigure() {}

    static Figure of(Evidence evidence, String command) {
        List<Panel> panels = List.of(
                panel("a  sharpness in a box", "per cent", evidence, own -> own.measuredAll(Keskar2017.BOX)),
                panel("b  largest eigenvalue", "nats/weight²", evidence, own -> own.measuredAll(Keskar2017.CURVATURE)),
                panel("c  adaptive sharpness", "nats", evidence, own -> own.measuredAll(Keskar2017.ADAPTIVE)),
                errors(evidence));
        return new Figure(
                "batch",
                "Sharpness and test error against the batch size",
                Picture.of(Chart.multiples(2, panels).free().sized(Chart.WIDTH, 560)),
                new Figure.Caption(
                        Findings.of(
                                "From the smallest to the largest batch the sharpness goes from %.3g to %.3g per cent and the"
                                        + " test error from %.1f to %.1f %%, on average over networks and seeds.",
                                mean(evidence.condition(Keskar2017.SMALL).measuredAll(Keskar2017.BOX)),
                                mean(evidence.condition(Keskar2017.LARGE).measuredAll(Keskar2017.BOX)),
                                100
                                        - 100
                                                * mean(evidence.condition(Keskar2017.SMALL)
                                                        .results("testAccuracy")),
                                100
                                        - 100
                                                * mean(evidence.condition(Keskar2017.LARGE)
                                                        .results("testAccuracy"))),
                        "Networks trained with Adam from the same initial weights to a training loss of 0.01; means over seeds,"
                                + " whiskers: 95 % interval of the mean.",
                        evidence.runs().size() + " runs, " + evidence.units().size() + " networks and seeds."),
                new Figure.Reading(
                        "It shows where training ends up as the batch grows, at one learning rate.",
                        "It does not show that sharpness is why the test error differs."),
                "Lines of sharpness, curvature and test error over the batch size, one a network.",
                command,
                evidence.ids());
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    private static Panel panel(String title, String unit, Evidence evidence, Function<Evidence, double[]> values) {
        List<Mark> lines = new ArrayList<>();
        List<String> networks = evidence.networks();
        for (int i = 0; i < networks.size(); i++) {
            Evidence own = evidence.network(networks.get(i));
            lines.add(OverSeeds.means(
                    networks.get(i),
                    Style.neutral(i),
                    own.conditions().stream()
                            .mapToDouble(condition -> batch(own.condition(condition)))
                            .toArray(),
                    own.conditions().stream()
                            .map(condition -> values.apply(own.condition(condition)))
                            .toList()));
        }
        return Panel.of(Axis.log("batch", "examples"), Axis.log(title.substring(3), unit), lines.toArray(new Mark[0]))
                .titled(title);
    }

    private static Panel errors(Evidence evidence) {
        Panel panel = panel(
                "d  test error",
                "%",
                evidence,
                own -> Arrays.stream(own.results("testAccuracy"))
                        .map(accuracy -> 100 - 100 * accuracy)
                        .toArray());
        return new Panel(panel.title(), panel.x(), Axis.linear("test error", "%"), panel.marks(), panel.references());
    }

    /** From the trial, so that a condition without runs has its place. */
    private static double batch(Evidence condition) {
        return ((Number) condition.pieces().get(0).trial().fields().getOrDefault("batch", Double.NaN)).doubleValue();
    }

    static Block table(Evidence evidence) {
        List<List<Cell>> rows = new ArrayList<>();
        for (String network : evidence.networks()) {
            for (String condition : evidence.network(network).conditions()) {
                Evidence own = evidence.network(network).condition(condition);
                rows.add(List.of(
                        Cell.words(network),
                        Cell.count(Math.round(batch(own))),
                        OverSeeds.cell(own.measuredAll(Keskar2017.BOX)),
                        OverSeeds.cell(own.measuredAll(Keskar2017.SUBSPACE)),
                        OverSeeds.cell(own.measuredAll(Keskar2017.CURVATURE)),
                        OverSeeds.cell(own.measuredAll(Keskar2017.ADAPTIVE)),
                        OverSeeds.cell(Arrays.stream(own.results("testAccuracy"))
                                .map(a -> 100 - 100 * a)
                                .toArray()),
                        Cell.count(own.runs().size())));
            }
        }
        return new Table(
                "batch-table",
                "Sharpness and test error",
                List.of(
                        Column.words("network"),
                        Column.numbers("batch", ""),
                        Column.numbers("box", "%"),
                        Column.numbers("subspace", "%"),
                        Column.numbers("largest eigenvalue", ""),
                        Column.numbers("adaptive", ""),
                        Column.numbers("test error", "%"),
                        Column.numbers("runs", "")),
                rows,
                "Means over seeds with 95 % Student interval. Box and subspace: Keskar's metric 2.1 at 10^-3.");
    }
}
