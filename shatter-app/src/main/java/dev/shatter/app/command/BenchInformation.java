package dev.shatter.app.command;

import dev.shatter.app.Console;
import dev.shatter.app.PlainFormat;
import dev.shatter.app.ProgressLine;
import dev.shatter.app.TextTable;
import dev.shatter.bench.InformationBench;
import dev.shatter.bench.InformationBench.Row;
import dev.shatter.core.BadInput;
import dev.shatter.information.Estimators;
import dev.shatter.report.NumberText;
import dev.shatter.torch.Machine;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Estimators of information: time against the number of observations. */
@Command(
        name = "information",
        description = "time of estimators of information against n, in 1+1, 2+2 and 5+6 coordinates",
        footer = {
            "",
            "Gaussian pairs of correlation 0.6, coordinate by coordinate; the fastest of some estimates, without floor and "
                    + "interval. Of processors: the time of all threads together, which other work on the machine hardly touches. The exponent "
                    + "says how that grows: 1 with n, 2 with its square. With --json: one object."
        })
final class BenchInformation implements Runnable {
    private static final int MOST = 10_000_000;

    @Mixin
    private Output output;

    @Mixin
    private ThreadsOption threads;

    @Option(
            names = "--n",
            split = ",",
            paramLabel = "N",
            description = "observations, several with commas (default: 1000,10000,100000)")
    private List<Integer> sizes = List.of(1000, 10_000, 100_000);

    @Option(
            names = "--estimator",
            split = ";",
            paramLabel = "REF",
            description = "estimators, several with semicolons (default: ksg1)")
    private List<String> estimators = List.of("ksg1");

    @Override
    public void run() {
        for (int n : sizes) {
            if (n < 100 || n > MOST) {
                throw BadInput.in("--n", n + " is out of range", "give 100 to 10,000,000");
            }
        }
        estimators.forEach(Estimators.CATALOGUE::parse);
        Console console = output.console();
        int used = threads.count().orElse(Machine.here().cores());
        List<Row> rows;
        ForkJoinPool pool = new ForkJoinPool(used);
        try (ProgressLine progress = console.progress("bench")) {
            ForkJoinTask<List<Row>> task = pool.submit(
                    () -> InformationBench.run(estimators, sizes, (what, share) -> progress.at(share, what)));
            rows = task.join();
        } finally {
            pool.shutdown();
        }
        TextTable table =
                TextTable.of("estimator", "coordinates", "n", "seconds", "of processors", "exponent", "estimate, nats");
        for (Row row : rows) {
            table.row(
                    row.estimator(),
                    row.x() + " + " + row.y(),
                    NumberText.count(row.n()),
                    PlainFormat.of("%.3f s", row.seconds()),
                    PlainFormat.of("%.3f s", row.processorSeconds()),
                    Double.isNaN(row.exponent()) ? "" : PlainFormat.of("%.2f", row.exponent()),
                    PlainFormat.of("%.4f", row.nats()));
        }
        console.table(table);
        console.line(PlainFormat.of("%s, %d threads.", Machine.here().processor(), used));
        console.json(Map.of("processor", Machine.here().processor(), "threads", used, "rows", rows));
    }
}
