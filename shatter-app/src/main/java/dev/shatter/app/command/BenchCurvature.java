package dev.shatter.app.command;

import dev.shatter.app.Console;
import dev.shatter.app.PlainFormat;
import dev.shatter.app.ProgressLine;
import dev.shatter.app.TextTable;
import dev.shatter.bench.CurvatureBench;
import dev.shatter.bench.CurvatureBench.Case;
import dev.shatter.bench.CurvatureBench.Row;
import dev.shatter.core.BadInput;
import dev.shatter.core.Home;
import dev.shatter.data.store.DataStore;
import dev.shatter.torch.Machine;
import dev.shatter.torch.Natives;
import dev.shatter.torch.Threads;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Second derivatives, in gradients. */
@Command(
        name = "curvature",
        description = "time of products with second-order matrices and of eigenvalues, in gradients",
        footer = {
            "",
            "Each operation is timed in turns with one gradient over the same examples, fp32; the ratio is the "
                    + "median over turns. Leave the machine to it: anything beside it is measured too. With --json: "
                    + "an array of {operation, seconds, ratio}."
        })
final class BenchCurvature implements Runnable {
    private static final int MOST = 12_000;

    @Mixin
    private Output output;

    @Mixin
    private ThreadsOption threads;

    @Option(
            names = "--net",
            paramLabel = "NET",
            description = "a network, see 'net list' (default: six of several sizes)")
    private @Nullable String net;

    @Option(
            names = "--examples",
            paramLabel = "N",
            defaultValue = "1000",
            description = "examples with --net (default: ${DEFAULT-VALUE})")
    private int examples;

    @Override
    public void run() {
        if (examples < 1 || examples > MOST) {
            throw BadInput.in("--examples", examples + " is out of range", "give 1 to " + MOST);
        }
        Console console = output.console();
        Natives.load();
        threads.count().ifPresent(Threads::use);
        List<Case> cases = net == null ? CurvatureBench.CASES : List.of(new Case(net, examples, true));
        CurvatureBench bench = new CurvatureBench(new DataStore(Home.path()));
        List<Row> rows = new ArrayList<>();
        try (ProgressLine progress = console.progress("bench")) {
            for (int i = 0; i < cases.size(); i++) {
                double done = (double) i / cases.size();
                rows.addAll(bench.run(cases.get(i), (what, turn, turns) -> progress.at(done, what)));
            }
            progress.at(1, "");
        }
        TextTable table = TextTable.of("operation", "seconds", "ratio");
        for (Row row : rows) {
            table.row(row.operation(), PlainFormat.of("%.4f", row.seconds()), PlainFormat.of("%.2f", row.ratio()));
        }
        console.table(table);
        console.line(PlainFormat.of("%s, %d threads.", Machine.here().processor(), Threads.used()));
        console.json(rows);
    }
}
