package dev.shatter.app.command;

import dev.shatter.app.Build;
import dev.shatter.app.Console;
import dev.shatter.core.BadInput;
import dev.shatter.core.Home;
import dev.shatter.data.Dataset;
import dev.shatter.data.store.DataStore;
import dev.shatter.lab.Lab;
import dev.shatter.report.Block;
import dev.shatter.report.HtmlReport;
import dev.shatter.report.Report;
import dev.shatter.report.ReportFolder;
import dev.shatter.run.Run;
import dev.shatter.run.RunStore;
import dev.shatter.spec.TrainSpec;
import dev.shatter.study.exhibit.RunsReport;
import dev.shatter.torch.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
            description = "a file that ends in .html, or a folder")
    private Path target;

    @Override
    public void run() {
        Console console = output.console();
        RunStore runs = new RunStore(store.path());
        List<Run> chosen = ids.stream().map(runs::get).toList();
        for (Run run : chosen) {
            if (!(run.spec() instanceof TrainSpec)) {
                throw BadInput.in("run " + run.id().substring(0, 12), "is not a training", "name runs of kind 'train'");
            }
        }
        String command = "shatter report " + String.join(" ", ids) + " -o " + target;
        Report report = RunsReport.of(
                "Training runs",
                "What " + chosen.size() + " stored runs show.",
                chosen,
                sheet(chosen, command),
                command,
                colophon());
        write(report, target);
        console.line(target.toString());
        console.json(Map.of(
                "report",
                target.toAbsolutePath().toString(),
                "runs",
                chosen.stream().map(Run::id).toList()));
    }

    /** The examples of the first run, if its data are still there. */
    static List<Block> sheet(List<Run> runs, String command) {
        TrainSpec spec = (TrainSpec) runs.get(0).spec();
        try {
            Dataset data = new DataStore(Home.path()).open(spec.data());
            return List.of(Sheets.corruptions(
                    Lab.taken(spec, data),
                    spec.seeds().corruption(),
                    command,
                    List.of(runs.get(0).id())));
        } catch (BadInput e) {
            return List.of();
        }
    }

    static void write(Report report, Path target) {
        if (target.toString().endsWith(".html")) {
            HtmlReport.write(report, target);
        } else if (Files.isRegularFile(target)) {
            throw BadInput.in(target, "is a file", "name a folder, or a file that ends in .html");
        } else {
            ReportFolder.write(report, target);
        }
    }

    static String colophon() {
        return "Shatter " + Build.version() + " (" + Build.commit() + "), libtorch " + Build.libtorch() + ", "
                + Machine.here().processor() + ", " + LocalDate.now(ZoneOffset.UTC);
    }
}
