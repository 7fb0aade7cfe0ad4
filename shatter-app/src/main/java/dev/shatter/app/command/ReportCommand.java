package dev.shatter.app.command;

import dev.shatter.app.Build;
import dev.shatter.app.Console;
import dev.shatter.core.BadInput;
import dev.shatter.core.Home;
import dev.shatter.core.ShellLine;
import dev.shatter.data.store.DataStore;
import dev.shatter.experiment.Experiment;
import dev.shatter.experiment.Experiments;
import dev.shatter.report.Destination;
import dev.shatter.report.Report;
import dev.shatter.run.Run;
import dev.shatter.run.RunStore;
import dev.shatter.torch.Machine;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a report on stored runs. */
@Command(
        name = "report",
        description =
                "write a report on stored runs: one HTML file that works offline, or a folder with every figure as SVG, "
                        + "PNG and CSV")
final class ReportCommand implements Runnable {
    @Mixin
    private Output output;

    @Mixin
    private StoreOption store;

    @Parameters(paramLabel = "ID", arity = "1..*", description = "the runs")
    private List<String> ids;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "a file that ends in .html, or a new or empty folder, or that of an earlier report")
    private Path target;

    @Override
    public void run() {
        Console console = output.console();
        Destination destination = new Destination(target);
        RunStore runs = new RunStore(store.path());
        List<Run> chosen = ids.stream().map(runs::get).toList();
        Experiment experiment = Experiments.of(chosen.get(0).spec());
        for (Run run : chosen) {
            if (!run.spec().kind().equals(experiment.name())) {
                throw BadInput.in(
                        "run " + run.id().substring(0, 12),
                        "is of kind '" + run.spec().kind() + "', and the first run of kind '" + experiment.name() + "'",
                        "name runs of one kind");
            }
        }
        List<String> words = new ArrayList<>(List.of("shatter", "report"));
        words.addAll(ids);
        words.addAll(List.of("-o", target.toString()));
        String command = ShellLine.of(words);
        Report report = experiment.report(chosen, new DataStore(Home.path()), command, colophon());
        destination.write(report);
        console.line(target.toString());
        console.json(Map.of(
                "report",
                target.toAbsolutePath().toString(),
                "runs",
                chosen.stream().map(Run::id).toList()));
    }

    static String colophon() {
        return "Shatter " + Build.version() + " (" + Build.commit() + "), libtorch " + Build.libtorch() + ", "
                + Machine.here().processor() + ", " + LocalDate.now(ZoneOffset.UTC);
    }
}
