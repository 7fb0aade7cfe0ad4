package dev.shatter.app.command;

import dev.shatter.app.Console;
import dev.shatter.app.PlainFormat;
import dev.shatter.app.ProgressLine;
import dev.shatter.app.TextTable;
import dev.shatter.bench.KernelBench;
import dev.shatter.bench.KernelBench.Row;
import dev.shatter.core.Home;
import dev.shatter.data.store.DataStore;
import dev.shatter.torch.Machine;
import dev.shatter.torch.Natives;
import dev.shatter.torch.Threads;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Exact kernel interpolation: the lab's way against LAPACK's plain one. */
@Command(
        name = "kernel",
        description = "exact kernel interpolation against n: the lab's fp32 triangle beside LAPACK's plain fp64 solve",
        footer = {
            "",
            "Ours: one fp32 Gram matrix, one triangle of it resident, factored in place, refined in fp64 "
                    + "to 1e-6. LAPACK: the full Gram matrix in fp64 and dposv. Both fit 10 classes of a Gaussian "
                    + "mixture exactly. Of peak: n^3/3 operations over the factorisation's time, against a product "
                    + "of large matrices in fp32. Leave the machine to it: anything beside it is measured too. With "
                    + "--json: one object."
        })
final class BenchKernel implements Runnable {
    @Mixin
    private Output output;

    @Mixin
    private ThreadsOption threads;

    @Option(
            names = "--n",
            split = ",",
            paramLabel = "N",
            description = "points, several with commas (default: 2000,4000,8000,16000)")
    private List<Integer> sizes = List.of(2000, 4000, 8000, 16_000);

    @Override
    public void run() {
        Console console = output.console();
        Natives.load();
        threads.count().ifPresent(Threads::use);
        KernelBench bench = new KernelBench(new DataStore(Home.path()));
        Peak peak = Peak.measure();
        List<Row> rows = new ArrayList<>();
        try (ProgressLine progress = console.progress("bench")) {
            for (int n : sizes) {
                rows.add(bench.run(
                        n,
                        (what, done, total) -> progress.at(total == 0 ? 0 : (double) done / total, n + ": " + what)));
            }
        }
        TextTable table = TextTable.of(
                "n",
                "seconds",
                "factoring",
                "of peak",
                "memory",
                "of 4n^2",
                "residual",
                "LAPACK",
                "its memory",
                "gain");
        for (Row row : rows) {
            boolean both = Double.isFinite(row.lapackSeconds());
            table.row(
                    row.n(),
                    PlainFormat.of("%.2f s", row.seconds()),
                    PlainFormat.of("%.2f s", row.factorSeconds()),
                    PlainFormat.of("%.0f %%", 100 * row.gigaflops() / peak.gigaflops()),
                    PlainFormat.of("%.0f MB", row.bytes() / 1e6),
                    PlainFormat.of("%.2f", ofSquare(row)),
                    PlainFormat.of("%.0e", row.relativeResidual()),
                    both ? PlainFormat.of("%.2f s", row.lapackSeconds()) : "does not fit",
                    both ? PlainFormat.of("%.0f MB", row.lapackBytes() / 1e6) : "",
                    both ? PlainFormat.of("%.1fx", row.lapackSeconds() / row.seconds()) : "");
        }
        console.table(table);
        console.line(PlainFormat.of("%s, %d threads; %s.", Machine.here().processor(), Threads.used(), peak.words()));
        console.json(Map.of(
                "processor",
                Machine.here().processor(),
                "threads",
                Threads.used(),
                "peakGigaflops",
                peak.gigaflops(),
                "rows",
                rows.stream().map(row -> json(row, peak)).toList()));
    }

    private static double ofSquare(Row row) {
        return row.bytes() / (4.0 * row.n() * row.n());
    }

    private static Map<String, Object> json(Row row, Peak peak) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("n", row.n());
        json.put("seconds", row.seconds());
        json.put("factorSeconds", row.factorSeconds());
        json.put("gigaflops", row.gigaflops());
        json.put("peakOverGigaflops", peak.gigaflops() / row.gigaflops());
        json.put("bytes", row.bytes());
        json.put("bytesOverFourSquares", ofSquare(row));
        json.put("relativeResidual", row.relativeResidual());
        if (Double.isFinite(row.lapackSeconds())) {
            json.put("lapackSeconds", row.lapackSeconds());
            json.put("lapackBytes", row.lapackBytes());
            json.put("normDifference", row.normDifference());
        }
        return json;
    }
}
