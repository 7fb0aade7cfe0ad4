package dev.shatter.study.exhibit;

import dev.shatter.report.Figure;
import dev.shatter.report.Picture;
import dev.shatter.report.chart.Axis;
import dev.shatter.report.chart.Chart;
import dev.shatter.report.chart.Mark;
import dev.shatter.report.chart.Panel;
import dev.shatter.report.chart.ReferenceLine;
import dev.shatter.run.Run;
import dev.shatter.run.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Mean training loss against optimiser steps, a line a run, a panel a network: Zhang et al. 2017, figure 1a. */
public final class LearningCurves {
    private LearningCurves() {}

    /** The figure; runs of one network share a panel, runs that differ only in their seed share a look. */
    public static Figure of(String id, List<Run> runs, String command) {
        List<Trained> all = Trained.of(runs);
        Map<String, List<Trained>> networks = Groups.by(all, Trained::network);
        List<Panel> panels = new ArrayList<>();
        networks.forEach((network, own) -> panels.add(panel(network, own)));
        Chart chart = panels.size() == 1
                ? Chart.of(panels.get(0).titled(""))
                : Chart.multiples(Math.min(2, panels.size()), panels)
                        .sized(Chart.WIDTH, 60 + 300 * ((panels.size() + 1) / 2))
                        .free();
        long fitted = all.stream().filter(Trained::interpolates).count();
        boolean several = all.stream().map(Trained::treatment).distinct().count() > 1;
        String finding = fitted == all.size()
                ? "Every network fits its training set to the last example"
                        + (several ? ", whatever was done to labels or pixels." : ".")
                : fitted + " of " + all.size() + " runs fit their training set to the last example.";
        return new Figure(
                id,
                "Learning curves",
                Picture.of(chart),
                new Figure.Caption(
                        finding,
                        "Mean loss over the training examples after each evaluated epoch, in evaluation mode, against optimiser steps"
                                + (all.stream().anyMatch(LearningCurves::isInNats) ? "; chance is ln K." : "."),
                        Groups.sample(all)),
                new Figure.Reading(
                        several
                                ? "It shows how long optimisation takes on data treated differently, with the same network and"
                                        + " settings."
                                : "It shows how training went.",
                        "It does not show how well anything generalises: the loss is on the training examples."),
                "Curves of the training loss, one for each of "
                        + String.join(
                                ", ",
                                all.stream().map(Trained::treatment).distinct().toList()) + ".",
                command,
                runs.stream().map(Run::id).toList());
    }

    private static Panel panel(String network, List<Trained> runs) {
        List<Mark> lines = new ArrayList<>();
        Map<String, Boolean> named = new LinkedHashMap<>();
        for (Trained trained : runs) {
            Trace trace = trained.run().trace();
            boolean first = named.put(trained.treatment(), true) == null;
            lines.add(Mark.Line.of(
                    first ? trained.treatment() : "",
                    trained.style(),
                    trace.column("step"),
                    trace.column("trainLoss")));
        }
        Trained first = runs.get(0);
        Axis loss = isInNats(first) ? Axis.linear("training loss", "nats") : Axis.linear("training loss", first.loss());
        Panel panel = Panel.of(Axis.linear("optimiser steps", ""), loss, lines.toArray(new Mark[0]))
                .titled(network);
        return isInNats(first)
                ? panel.with(ReferenceLine.level(
                        Math.log(first.classes()), String.format(Locale.ROOT, "chance, ln %d", first.classes())))
                : panel;
    }

    private static boolean isInNats(Trained run) {
        return run.loss().equals("cross-entropy");
    }
}
