package dev.shatter.study.exhibit;

import dev.shatter.report.Figure;
import dev.shatter.report.Picture;
import dev.shatter.report.chart.Axis;
import dev.shatter.report.chart.Chart;
import dev.shatter.report.chart.Mark;
import dev.shatter.report.chart.Panel;
import dev.shatter.report.chart.ReferenceLine;
import dev.shatter.report.chart.Style;
import dev.shatter.run.Run;
import dev.shatter.stats.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Test error against label corruption, for networks that interpolate: Zhang et al. 2017, figure 1c. */
public final class TestError {
    /** Percentage points: closer to chance than this is at chance for the eye. */
    private static final double CLOSE = 5;

    private TestError() {}

    /** The figure, from runs with true pixels that fit every training label; test labels are true. */
    public static Figure of(String id, List<Run> runs, String command) {
        List<Trained> all = Groups.uniformNoise(Trained.of(runs));
        List<Trained> fitted = all.stream()
                .filter(Trained::interpolates)
                .sorted(Comparator.comparingDouble(Trained::corruption))
                .toList();
        List<Mark> marks = new ArrayList<>();
        int index = 0;
        double least = Double.NaN;
        double most = Double.NaN;
        boolean several = false;
        for (Map.Entry<String, List<Trained>> network :
                Groups.by(fitted, Trained::network).entrySet()) {
            Means means =
                    Means.of(network.getValue(), run -> 100 * run.testError().estimate());
            boolean repeated = means.points().values().stream().anyMatch(values -> values.size() > 1);
            several |= repeated;
            Style style = Style.neutral(index++);
            marks.add(repeated ? means.line(network.getKey(), style) : overTestExamples(network, style));
            for (double p : means.points().keySet()) {
                least = Double.isNaN(least) ? means.at(p) : Math.min(least, means.at(p));
                most = Double.isNaN(most) ? means.at(p) : Math.max(most, means.at(p));
            }
        }
        List<Integer> classes =
                all.stream().map(Trained::classes).distinct().sorted().toList();
        Panel panel = Panel.of(Groups.corruption(), Axis.linear("test error", "%"), marks.toArray(new Mark[0]))
                .with(classes.stream()
                        .map(k -> ReferenceLine.level(
                                100 * (1 - 1.0 / k), classes.size() == 1 ? "chance" : "chance, " + k + " classes"))
                        .toArray(ReferenceLine[]::new));
        boolean toChance = most > 100 * (1 - 1.0 / (classes.isEmpty() ? 2 : classes.get(0))) - CLOSE;
        boolean noise = fitted.stream().anyMatch(run -> run.corruption() > 0);
        String errors = least < most - 0.5
                ? String.format(Locale.ROOT, "their test error runs from %.0f to %.0f %%.", least, most)
                : String.format(Locale.ROOT, "their test error is %.0f %%.", most);
        String finding;
        if (fitted.isEmpty()) {
            finding = "No run fits every training label, so there is nothing to show.";
        } else if (noise) {
            finding = "All of these networks fit their training set, and " + errors;
        } else {
            finding = "Only networks with true labels fit their training set, and " + errors;
        }
        return new Figure(
                id,
                "Test error of interpolating networks",
                Picture.of(Chart.of(panel)),
                new Figure.Caption(
                        finding,
                        "Error on test examples with their true labels. "
                                + (several
                                        ? "Mean over seeds; whiskers: their range"
                                        : "Whiskers: 95 % Clopper-Pearson interval over the test examples, one run a point")
                                + (fitted.size() < all.size()
                                        ? "; " + (all.size() - fitted.size())
                                                + " runs that do not interpolate are left out."
                                        : "."),
                        Groups.sample(fitted.isEmpty() ? all : fitted)),
                new Figure.Reading(
                        noise
                                ? "It shows that training error says nothing here: it is 0 everywhere, while the test error goes"
                                        + (toChance
                                                ? " up to chance."
                                                : String.format(Locale.ROOT, " up to %.0f %%.", most))
                                : "It shows how networks do that fit true labels to the last.",
                        "It does not show why true labels generalise; "
                                + (several
                                        ? "and the whiskers leave out the sampling error of the test set."
                                        : "and the intervals are over test examples, not over training runs.")),
                "Test error against the probability that a label is replaced, with the level of chance.",
                command,
                fitted.stream().map(run -> run.run().id()).toList());
    }

    private static Mark overTestExamples(Map.Entry<String, List<Trained>> network, Style style) {
        List<Interval> errors =
                network.getValue().stream().map(Trained::testError).toList();
        double[] x =
                network.getValue().stream().mapToDouble(Trained::corruption).toArray();
        double[] y = errors.stream().mapToDouble(e -> 100 * e.estimate()).toArray();
        double[] low = errors.stream().mapToDouble(e -> 100 * e.low()).toArray();
        double[] high = errors.stream().mapToDouble(e -> 100 * e.high()).toArray();
        return Mark.Line.of(network.getKey(), style, x, y).whiskers(low, high);
    }
}
