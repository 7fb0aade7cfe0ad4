package dev.shatter.study.neyshabur2015;

import dev.shatter.report.Figure;
import dev.shatter.report.Picture;
import dev.shatter.report.chart.Axis;
import dev.shatter.report.chart.Chart;
import dev.shatter.report.chart.Panel;
import dev.shatter.report.chart.Style;
import dev.shatter.stats.Interval;
import dev.shatter.study.Evidence;
import dev.shatter.study.OverSeeds;
import java.util.List;
import java.util.Locale;

/** Training and test error against the number of hidden units. */
final class WidthFigure {
    private WidthFigure() {}

    static Figure of(String id, String title, Evidence evidence, String command) {
        List<String> widths = evidence.conditions();
        double[] x = widths.stream().mapToDouble(Double::parseDouble).toArray();
        List<Interval> test = widths.stream()
                .map(w -> Neyshabur2015.percent(evidence, w, "testAccuracy"))
                .toList();
        List<Interval> train = widths.stream()
                .map(w -> Neyshabur2015.percent(evidence, w, "trainAccuracy"))
                .toList();
        Panel panel = Panel.of(
                Axis.log("hidden units", ""),
                Axis.linear("error", "%").withZero(),
                OverSeeds.line("test", Style.trueLabels(), x, test),
                OverSeeds.line("training", Style.neutral(1), x, train));
        double best = test.stream().mapToDouble(Interval::estimate).min().orElse(Double.NaN);
        double widest = test.get(test.size() - 1).estimate();
        double worst = test.stream()
                .skip(1)
                .mapToDouble(Interval::estimate)
                .filter(e -> !Double.isNaN(e))
                .max()
                .orElse(Double.NaN);
        return new Figure(
                id,
                title,
                Picture.of(Chart.of(panel)),
                new Figure.Caption(
                        String.format(
                                Locale.ROOT,
                                "Mean test error is %.1f %% at the largest width; the smallest of all is %.1f %%, the"
                                        + " largest but for the narrowest %.1f %%.",
                                widest,
                                best,
                                worst),
                        "At the end of training, on the labels trained on and on true test labels. Mean over seeds;"
                                + " whiskers are its 95 % Student interval.",
                        evidence.runs().size() + " runs, " + evidence.units().size() + " seeds."),
                new Figure.Reading(
                        "It shows what more units do to training and test error with the same training and no"
                                + " regulariser.",
                        "It does not show why: what wide networks are limited by is a matter of norms and margins, not of"
                                + " this count."),
                "Training error falling to zero with width, and test error beside it.",
                command,
                evidence.ids());
    }
}
