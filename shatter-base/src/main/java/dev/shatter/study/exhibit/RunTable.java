package dev.shatter.study.exhibit;

import dev.shatter.report.Cell;
import dev.shatter.report.Table;
import dev.shatter.report.Table.Column;
import dev.shatter.run.Run;
import dev.shatter.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of a set of training runs, a row a run. */
public final class RunTable {
    private RunTable() {}

    /** Accuracies in percent, the test accuracy with its Clopper-Pearson interval, and the runs' ids. */
    public static Table of(String id, List<Run> runs) {
        List<List<Cell>> rows = new ArrayList<>();
        boolean corrupted = false;
        for (Trained trained : Trained.of(runs)) {
            Run run = trained.run();
            Interval error = trained.testError();
            double p = trained.corruption();
            corrupted |= p > 0;
            double fit = run.result("epochsToFit");
            rows.add(List.of(
                    Cell.words(trained.network()),
                    Cell.words(trained.treatment()),
                    !(p > 0) ? Cell.none() : Cell.fixed(100 * p * (1 - 1.0 / trained.classes()), 0),
                    Cell.fixed(100 * run.result("trainAccuracy"), 1),
                    Cell.percent(1 - error.estimate(), 1 - error.high(), 1 - error.low()),
                    Double.isNaN(fit) ? Cell.none() : Cell.count((long) fit),
                    Cell.seconds(run.result("seconds")),
                    Cell.words(run.id().substring(0, 8))));
        }
        List<Column> columns = List.of(
                Column.words("network"),
                Column.words("data"),
                Column.numbers("changed", "%"),
                Column.numbers("train", "%"),
                Column.numbers("test", "%"),
                Column.numbers("epochs to fit", ""),
                Column.numbers("time", ""),
                Column.words("run"));
        String note = String.format(
                Locale.ROOT,
                "Accuracies; the training one on the labels trained on, the test one on true labels with its %.0f %% Clopper-Pearson interval over the test examples.%s",
                100 * Trained.LEVEL,
                corrupted
                        ? " Changed: expected share of training labels that differ from the true ones, P(1 - 1/K) when each is replaced by a uniform class with probability P."
                        : "");
        return new Table(id, "Runs", columns, rows, note);
    }
}
