package dev.shatter.study.neyshabur2015;

import dev.shatter.report.Figure;
import dev.shatter.report.Picture;
import dev.shatter.report.chart.Axis;
import dev.shatter.report.chart.Chart;
import dev.shatter.report.chart.Mark;
import dev.shatter.report.chart.Panel;
import dev.shatter.report.chart.ReferenceLine;
import dev.shatter.report.chart.Style;
import dev.shatter.stats.Interval;
import dev.shatter.study.Evidence;
import dev.shatter.study.OverSeeds;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Training and test error against the number of hidden units. */
final class WidthFigure {
    private WidthFigure() {}

    static Figure of(String id, String title, Evidence evidence, Function<Profile, String> finding, String command) {
        Profile means = Profile.ofMeans(evidence);
        Panel panel = Panel.of(
                Axis.log("hidden units", ""),
                Axis.linear("error", "%").withZero(),
                errors("test", Style.trueLabels(), evidence, means, "testAccuracy"),
                errors("training", Style.neutral(1), evidence, means, "trainAccuracy"));
        if (means.fitting() < means.widths().length) {
            panel = panel.with(ReferenceLine.upright(means.widths()[means.fitting()], "fits its sample"));
        }
        return new Figure(
                id,
                title,
                Picture.of(Chart.of(panel)),
                new Figure.Caption(
                        finding.apply(means),
                        "At the end of training, on the labels trained on and on true test labels. Mean over seeds;"
                                + " whiskers are its 95 % Student interval, as far as it lies from 0 to 100 %. Upright: the"
                                + " smallest width from which on all fit 99 % of their labels.",
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

    private static Mark.Line errors(String name, Style style, Evidence evidence, Profile at, String accuracy) {
        List<Interval> means = evidence.conditions().stream()
                .map(width -> evidence.condition(width).results(accuracy))
                .map(accuracies -> OverSeeds.percent(
                        Arrays.stream(accuracies).map(a -> 1 - a).toArray()))
                .toList();
        return OverSeeds.line(name, style, at.widths(), means);
    }

    /** What there is to see where more units are not expected to hurt. */
    static String levelling(Profile means) {
        int last = means.widths().length - 1;
        int first = means.fitting();
        return first > last
                ? String.format(Locale.ROOT, "No width fits its sample; mean test error is %s.", at(means, last))
                : String.format(
                        Locale.ROOT,
                        "Mean test error is %s, which just fit the sample, and %s.",
                        at(means, first),
                        at(means, last));
    }

    /** What there is to see of two descents. */
    static String peaking(Profile means) {
        int last = means.widths().length - 1;
        int peak = means.peak();
        int before = means.lowest(peak);
        return means.test()[peak] <= means.test()[before]
                ? String.format(Locale.ROOT, "Mean test error falls all the way to %s.", at(means, last))
                : String.format(
                        Locale.ROOT,
                        "Mean test error is lowest before its peak with %s, climbs to %s, and is %s.",
                        at(means, before),
                        at(means, peak),
                        at(means, last));
    }

    private static String at(Profile means, int i) {
        return String.format(Locale.ROOT, "%.1f %% at %,d units", 100 * means.test()[i], (long) means.widths()[i]);
    }
}
