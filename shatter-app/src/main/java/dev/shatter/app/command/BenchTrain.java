package dev.shatter.app.command;

import dev.shatter.app.Console;
import dev.shatter.app.PlainFormat;
import dev.shatter.app.ProgressLine;
import dev.shatter.app.TextTable;
import dev.shatter.bench.TrainBench;
import dev.shatter.bench.TrainBench.Row;
import dev.shatter.core.BadInput;
import dev.shatter.core.Home;
import dev.shatter.data.store.DataStore;
import dev.shatter.torch.Machine;
import dev.shatter.torch.Natives;
import dev.shatter.torch.Precision;
import dev.shatter.torch.Threads;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Training: the lab's step against libtorch's plain loop. */
@Command(
        name = "train",
        description = "training speed: the lab's step (auto) against libtorch's plain loop (stock)",
        footer = {
            "",
            "stock: fp32, contiguous images, one library call a layer, libtorch's own SGD. auto: what "
                    + "'train' does here. Both train the same networks on the same batches, in turns of five steps; "
                    + "the first turn only warms up. The share of peak compares the arithmetic of dense and "
                    + "convolutional layers with a product of large matrices in fp32: the same arithmetic in fp32 "
                    + "does not get past it. Leave the machine to it: anything beside it is measured too. With "
                    + "--json: one object a network and mode."
        })
final class BenchTrain implements Runnable {
    private static final int EXAMPLES = 10_000;
    private static final int TESTS = 1000;

    @Mixin
    private Output output;

    @Mixin
    private ThreadsOption threads;

    @Option(
            names = "--net",
            paramLabel = "NET",
            description = "a network, see 'net list'; repeat for more (default: the four of Zhang et al. 2017)")
    private List<String> networks = TrainBench.NETWORKS;

    @Option(
            names = "--data",
            paramLabel = "REF",
            defaultValue = "fashion-mnist-12k",
            description = "images (default: ${DEFAULT-VALUE})")
    private String data;

    @Option(
            names = "--seeds",
            paramLabel = "K",
            defaultValue = "3",
            description = "pairs of networks trained (default: ${DEFAULT-VALUE})")
    private int seeds;

    @Override
    public void run() {
        if (seeds < 1) {
            throw BadInput.in("--seeds", seeds + " is no number of networks", "give 1 or more");
        }
        Console console = output.console();
        Natives.load();
        threads.count().ifPresent(Threads::use);
        TrainBench bench = new TrainBench(new DataStore(Home.path()), data, EXAMPLES, TESTS);
        Peak peak = Peak.measure();
        List<Row> rows = new ArrayList<>();
        try (ProgressLine progress = console.progress("bench")) {
            for (int i = 0; i < networks.size(); i++) {
                int done = i;
                rows.addAll(bench.run(
                        networks.get(i),
                        seeds,
                        (fraction, what) -> progress.at((done + fraction) / networks.size(), what)));
            }
            progress.at(1, "");
        }
        TextTable table =
                TextTable.of("network", "mode", "images/s", "ratio", "95 % interval", "test accuracies", "of peak");
        for (Row row : rows) {
            boolean stock = row.mode().equals("stock");
            table.row(
                    row.network(),
                    row.mode(),
                    PlainFormat.of("%,.0f", row.imagesPerSecond()),
                    stock ? "" : PlainFormat.of("%.2f", row.ratio()),
                    stock
                            ? ""
                            : PlainFormat.of(
                                    "%.2f to %.2f",
                                    row.ratioInterval().low(),
                                    row.ratioInterval().high()),
                    row.accuracies().stream()
                                    .map(a -> PlainFormat.of("%.1f", 100 * a))
                                    .collect(Collectors.joining(" ")) + " %",
                    PlainFormat.of("%.0f %%", 100 * row.gigaflops() / peak.gigaflops()));
        }
        console.table(table);
        console.line(PlainFormat.of(
                "%s, %d threads, auto is %s; %s.",
                Machine.here().processor(),
                Threads.used(),
                Precision.AUTO.here().text(),
                peak.words()));
        console.json(rows.stream().map(row -> json(row, peak)).toList());
    }

    private static Map<String, Object> json(Row row, Peak peak) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("network", row.network());
        json.put("mode", row.mode());
        json.put("imagesPerSecond", row.imagesPerSecond());
        json.put("ratio", row.ratio());
        json.put("ratioLow", row.ratioInterval().low());
        json.put("ratioHigh", row.ratioInterval().high());
        json.put("testAccuracies", row.accuracies());
        json.put("steps", row.steps());
        json.put("gigaflops", row.gigaflops());
        json.put("peakGigaflops", peak.gigaflops());
        return json;
    }
}
