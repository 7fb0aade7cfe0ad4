package dev.shatter.app.command;

import dev.shatter.app.Console;
import dev.shatter.app.ProgressLine;
import dev.shatter.app.TextTable;
import dev.shatter.experiment.Experiment;
import dev.shatter.experiment.Experiments;
import dev.shatter.run.Run;
import java.util.ArrayList;
import java.util.List;

/** How commands show runs; each kind of experiment says what it has to show. */
final class RunReport {
    private RunReport() {}

    /** The headline numbers. */
    static void result(Console console, Run run) {
        Experiment experiment = Experiments.of(run.spec());
        console.table(table(experiment).row(row(experiment, run)));
        experiment.remarks(run).forEach(console::line);
        console.json(experiment.json(run));
    }

    /** A table for {@link #row rows} of runs of one kind. */
    static TextTable table(Experiment experiment) {
        List<String> headings = new ArrayList<>(experiment.columns());
        headings.add(0, "run");
        headings.add("time");
        return TextTable.of(headings.toArray(new String[0]));
    }

    /** A run's row in that table. */
    static Object[] row(Experiment experiment, Run run) {
        List<String> cells = new ArrayList<>(experiment.cells(run));
        cells.add(0, run.id().substring(0, 12));
        cells.add(ProgressLine.duration(run.provenance().seconds()));
        return cells.toArray();
    }
}
