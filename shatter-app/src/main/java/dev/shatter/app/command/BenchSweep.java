package dev.shatter.app.command;

import dev.shatter.app.Console;
import dev.shatter.app.PlainFormat;
import dev.shatter.app.ProgressLine;
import dev.shatter.app.SweepProgress;
import dev.shatter.app.TextTable;
import dev.shatter.core.AtomicFiles;
import dev.shatter.core.BadInput;
import dev.shatter.experiment.Experiments;
import dev.shatter.run.RunStore;
import dev.shatter.sweep.Grid;
import dev.shatter.sweep.Outcome;
import dev.shatter.sweep.Sweep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sweeps: what a second executor brings, and what a run costs beside its training. */
@Command(
        name = "sweep",
        description = "sweep speed: the same runs on one executor and on two",
        footer = {
            "",
            "Each sweep has a store of its own and trains everything anew; executors start with it. "
                    + "Overhead is the time of the executors that was not training, per run: start-up, data, "
                    + "writing the run."
        })
final class BenchSweep implements Runnable {
    @Mixin
    private Output output;

    @Mixin
    private LabOptions options;

    @Mixin
    private ExecutorOption on;

    @Option(
            names = "--runs",
            paramLabel = "K",
            defaultValue = "12",
            description = "runs of each sweep (default: ${DEFAULT-VALUE})")
    private int runs;

    @Option(
            names = "--net",
            paramLabel = "NET",
            defaultValue = "mlp:512",
            description = "the network (default: ${DEFAULT-VALUE})")
    private String net;

    /** One sweep's times, in seconds. */
    private record Row(int executors, double wall, double training, int runs) {
        double overhead() {
            return (wall * executors - training) / runs;
        }
    }

    @Override
    public void run() {
        if (runs < 2 || runs > 1000) {
            throw BadInput.in("--runs", runs + " is out of range", "give 2 to 1000");
        }
        Console console = output.console();
        Sweep sweep = Grid.of(Map.of("data", "fashion-mnist-12k", "subset", 4000, "net", net, "epochs", 5))
                .vary("seed", LongStream.rangeClosed(1, runs).boxed().toList())
                .sweep(fields -> Experiments.draft("bench", fields));
        Row one = measure(console, sweep, 1);
        Row two = measure(console, sweep, 2);
        TextTable table = TextTable.of("executors", "wall s", "training s", "overhead s a run", "times as fast");
        List<Map<String, Object>> json = new ArrayList<>();
        for (Row row : List.of(one, two)) {
            double ratio = one.wall() / row.wall();
            table.row(
                    row.executors(), digits(row.wall()), digits(row.training()), digits(row.overhead()), digits(ratio));
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("executors", row.executors());
            object.put("runs", runs);
            object.put("wallSeconds", row.wall());
            object.put("trainingSeconds", row.training());
            object.put("overheadSecondsPerRun", row.overhead());
            object.put("speedup", ratio);
            json.add(object);
        }
        console.table(table);
        console.json(json);
    }

    private Row measure(Console console, Sweep sweep, int executors) {
        Path folder = temporary();
        try (ProgressLine progress = console.progress("on " + executors)) {
            long start = System.nanoTime();
            List<Outcome> outcomes =
                    on.executor(options, new RunStore(folder), executors).run(sweep, new SweepProgress(progress));
            double wall = (System.nanoTime() - start) / 1e9;
            double training = 0;
            for (Outcome outcome : outcomes) {
                if (!(outcome instanceof Outcome.Finished finished)) {
                    throw BadInput.in(
                            "bench sweep", "a run failed, so there is nothing to compare", "see the sentence above");
                }
                training += finished.run().provenance().seconds();
            }
            return new Row(executors, wall, training, sweep.size());
        } finally {
            AtomicFiles.remove(folder);
        }
    }

    /** In the store's own folder: other machines see that one, and not this machine's temporary files. */
    private Path temporary() {
        Path root = options.store().root().toAbsolutePath();
        try {
            Files.createDirectories(root);
            return Files.createTempDirectory(root, ".bench");
        } catch (IOException e) {
            throw AtomicFiles.unwritable(root, e);
        }
    }

    private static String digits(double value) {
        return PlainFormat.of("%.2f", value);
    }
}
