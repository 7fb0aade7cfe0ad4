package dev.shatter.app.command;

import dev.shatter.app.Console;
import dev.shatter.app.Progress;
import dev.shatter.app.Table;
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
        console.table(table(experiment, List.of(run)));
        experiment.remarks(run).forEach(console::line);
        console.json(experiment.json(run));
    }

    /** A table of runs of one kind, a row a run. */
    static Table table(Experiment experiment, List<Run> runs) {
        List<String> headings = new ArrayList<>(experiment.columns());
        headings.add(0, "run");
        headings.add("time");
        Table table = Table.of(headings.toArray(new String[0]));
        for (Run run : runs) {
            List<String> cells = new ArrayList<>(experiment.cells(run));
            cells.add(0, run.id().substring(0, 12));
            cells.add(Progress.duration(run.provenance().seconds()));
            table.row(cells.toArray());
        }
        return table;
    }
}
