package dev.shatter.study.exhibit;

import dev.shatter.report.Figure;
import dev.shatter.report.Picture;
import dev.shatter.report.chart.Axis;
import dev.shatter.report.chart.Chart;
import dev.shatter.report.chart.Mark;
import dev.shatter.report.chart.Panel;
import dev.shatter.report.chart.Style;
import dev.shatter.run.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Epochs to fit against label corruption, relative to true labels: Zhang et al. 2017, figure 1b. */
public final class TimeToFit {
    private TimeToFit() {}

    /** The figure, from runs with true pixels; a line a network, the mean over seeds with their range. */
    public static Figure of(String id, List<Run> runs, String command) {
        List<Trained> all = Groups.uniformNoise(Trained.of(runs));
        List<Mark> lines = new ArrayList<>();
        double worst = Double.NEGATIVE_INFINITY;
        int missing = 0;
        int index = 0;
        for (Map.Entry<String, List<Trained>> network :
                Groups.by(all, Trained::network).entrySet()) {
            Means fits = Means.of(network.getValue(), run -> run.run().result("epochsToFit"));
            missing += fits.missing();
            double base = fits.at(0);
            if (fits.isEmpty() || !(base > 0)) {
                continue;
            }
            Means relative = fits.over(base);
            worst = Math.max(worst, relative.ofNoise().largest());
            lines.add(relative.line(network.getKey(), Style.neutral(index++)));
        }
        Panel panel = Panel.of(
                Groups.corruption(),
                Axis.linear("epochs to fit, relative to true labels", ""),
                lines.toArray(new Mark[0]));
        String factor = String.format(Locale.ROOT, "at most %.1f times as many epochs", worst);
        String finding;
        if (lines.isEmpty()) {
            finding = "No network reached a training accuracy of 100 % with true labels, so nothing can be compared.";
        } else if (all.stream().allMatch(run -> run.corruption() == 0)) {
            finding = "There is no run with replaced labels to compare with.";
        } else if (worst == Double.NEGATIVE_INFINITY) {
            finding = "No network reached a training accuracy of 100 % with replaced labels, only with true ones.";
        } else if (missing > 0) {
            finding = "Where noise is fitted it takes " + factor + ", and " + missing + " of " + all.size()
                    + " runs did not fit their labels to the last.";
        } else if (worst <= 1) {
            finding = "Fitting noise takes no longer than fitting true labels: " + factor + ".";
        } else {
            finding = "Fitting noise takes longer, but only by a factor: " + factor + ".";
        }
        return new Figure(
                id,
                "Time to fit",
                Picture.of(Chart.of(panel)),
                new Figure.Caption(
                        finding,
                        "First epoch at which every training example is classified as labelled, divided by the same network's with true labels"
                                + (missing > 0 ? "; " + missing + " runs that never got there are left out" : "")
                                + ". Whiskers: range over seeds, where there are several.",
                        Groups.sample(all)),
                new Figure.Reading(
                        worst == Double.NEGATIVE_INFINITY
                                ? "It shows which networks fit their labels."
                                : missing > 0
                                        ? "It shows how much longer noise takes where the epochs allowed are enough to fit it."
                                        : "It shows that optimisation stays easy when labels carry no information: the slowdown is a"
                                                + " factor, not a wall.",
                        "It does not show that noise is as easy as truth for every optimiser, learning rate and size of data."),
                "A line a network against the probability that a label is replaced.",
                command,
                all.stream().map(run -> run.run().id()).toList());
    }
}
