package dev.shatter.app.command;

import dev.shatter.app.Console;
import dev.shatter.app.PlainFormat;
import dev.shatter.app.ProgressLine;
import dev.shatter.app.TextTable;
import dev.shatter.bench.TogetherBench;
import dev.shatter.bench.TogetherBench.Case;
import dev.shatter.bench.TogetherBench.Row;
import dev.shatter.core.BadInput;
import dev.shatter.core.Home;
import dev.shatter.data.store.DataStore;
import dev.shatter.torch.Machine;
import dev.shatter.torch.Natives;
import dev.shatter.torch.Threads;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Small networks: one at a time, and many at once. */
@Command(
        name = "together",
        description = "speed of small networks: one at a time and many at once, beside a plain step",
        footer = {
            "",
            "plain: fp32, a call a parameter, as before small networks were looked after. alone: a step "
                    + "of 'train', in fp32 and in what auto chooses. together: so many networks of other seeds in "
                    + "one batched computation, as sweeps and studies train them. All with batches of 64, in turns; "
                    + "the first turn of each only warms up. The ratio is the median over turns of the plain step's "
                    + "time an example over the mode's. Leave the machine to it: anything beside it is measured "
                    + "too. With --json: one object a network and mode."
        })
final class BenchTogether implements Runnable {
    @Mixin
    private Output output;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "threads for numerics (default: ${DEFAULT-VALUE}, as in sweeps)")
    private int threads;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "32",
            description = "networks at once (default: ${DEFAULT-VALUE})")
    private int count;

    @Option(names = "--net", paramLabel = "NET", description = "a network, see 'net list' (default: three small ones)")
    private @Nullable String net;

    @Option(
            names = "--data",
            paramLabel = "REF",
            defaultValue = "mnist-1d",
            description = "its data (default: ${DEFAULT-VALUE})")
    private String data;

    @Override
    public void run() {
        if (count < 1 || count > 1024) {
            throw BadInput.in("--count", count + " is out of range", "give 1 to 1024");
        }
        if (threads < 1 || threads > 1024) {
            throw BadInput.in("--threads", threads + " is out of range", "give 1 to 1024");
        }
        Console console = output.console();
        Natives.load();
        Threads.use(threads);
        List<Case> cases = net == null ? TogetherBench.CASES : List.of(new Case(net, data, 0));
        TogetherBench bench = new TogetherBench(new DataStore(Home.path()), count);
        List<Row> rows = new ArrayList<>();
        try (ProgressLine progress = console.progress("bench")) {
            for (int i = 0; i < cases.size(); i++) {
                int done = i;
                rows.addAll(bench.run(
                        cases.get(i), (fraction, what) -> progress.at((done + fraction) / cases.size(), what)));
            }
            progress.at(1, "");
        }
        TextTable table = TextTable.of("network", "data", "mode", "examples/s", "ratio");
        for (Row row : rows) {
            table.row(
                    row.network(),
                    row.data(),
                    row.mode(),
                    PlainFormat.of("%,.0f", row.examplesPerSecond()),
                    PlainFormat.of("%.2f", row.ratio()));
        }
        console.table(table);
        console.line(
                PlainFormat.of("%s, threads %d, %d together.", Machine.here().processor(), threads, count));
        console.json(rows.stream().map(BenchTogether::json).toList());
    }

    private static Map<String, Object> json(Row row) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("network", row.network());
        json.put("data", row.data());
        json.put("mode", row.mode());
        json.put("examplesPerSecond", row.examplesPerSecond());
        json.put("ratio", row.ratio());
        return json;
    }
}
