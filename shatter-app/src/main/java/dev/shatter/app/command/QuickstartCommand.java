package dev.shatter.app.command;

import dev.shatter.app.Console;
import dev.shatter.app.PlainFormat;
import dev.shatter.app.ProgressLine;
import dev.shatter.core.Home;
import dev.shatter.data.store.DataStore;
import dev.shatter.experiment.ExperimentListener;
import dev.shatter.experiment.Experiments;
import dev.shatter.experiment.train.Training;
import dev.shatter.experiment.train.TrainingView;
import dev.shatter.lab.Lab;
import dev.shatter.network.Networks;
import dev.shatter.report.Destination;
import dev.shatter.report.Report;
import dev.shatter.report.TerminalTable;
import dev.shatter.run.Run;
import dev.shatter.spec.Spec;
import dev.shatter.study.exhibit.RunTable;
import dev.shatter.study.exhibit.RunsReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The randomisation test of Zhang et al. 2017 (arXiv:1611.03530) in small: two networks on true and random labels, on
 * shuffled, random and Gaussian pixels, and over label corruption, on bundled images.
 */
@Command(
        name = "quickstart",
        description =
                "the randomisation test on bundled images, in two to three minutes: a table, and a report with figures")
final class QuickstartCommand implements Runnable {
    private static final List<Map<String, Object>> ROWS = List.of(
            Map.of("labels", "true"),
            Map.of("labels", "random"),
            Map.of("pixels", "shuffled"),
            Map.of("pixels", "random"),
            Map.of("pixels", "gaussian"));

    private static final List<Map<String, Object>> SWEEP = List.of(
            Map.of("labels", "corrupt:0.2"),
            Map.of("labels", "corrupt:0.4"),
            Map.of("labels", "corrupt:0.6"),
            Map.of("labels", "corrupt:0.8"));

    /** From this training accuracy on noise counts as fitted. */
    private static final double FITTED = 0.99;

    /** From this multiple of chance on a test accuracy counts as generalisation. */
    private static final double LEARNT = 2;

    @Mixin
    private Output output;

    @Mixin
    private LabOptions lab;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "folder of the report (default: quickstart under SHATTER_HOME)")
    private @Nullable Path folder;

    @Override
    public void run() {
        Console console = output.console();
        Destination destination = new Destination(folder == null ? Home.path().resolve("quickstart") : folder);
        List<Spec> specs = specs();
        console.note(specs.size()
                + " trainings on subsets of fashion-mnist-12k (28x28 grey images of clothes, 10 classes): mlp:512 on 1,000, "
                + "alexnet-small on 400 examples, until every training label is fitted or the epochs are over.");
        long begun = System.nanoTime();
        List<Run> runs = new ArrayList<>();
        try (ProgressLine progress = console.progress("quickstart")) {
            Lab here = lab.lab(ExperimentListener.NONE);
            for (Spec spec : specs) {
                progress.at(
                        (double) runs.size() / specs.size(),
                        Networks.CATALOGUE.brief(spec.variant("net")) + ", " + words(spec));
                runs.add(here.run(spec));
            }
            progress.at(1, "");
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        TerminalTable.lines(RunTable.of("runs", runs), console.columns()).forEach(console::line);
        Report report = RunsReport.of(
                "Networks fit random labels",
                lead(runs),
                runs,
                TrainingView.sheet(runs, new DataStore(Home.path()), "shatter quickstart"),
                "shatter quickstart",
                ReportCommand.colophon());
        destination.write(report);
        console.line("");
        console.line("Trained in " + ProgressLine.duration(seconds) + ". The report: " + destination.page());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("report", destination.page().toString());
        json.put("seconds", seconds);
        json.put("runs", runs.stream().map(new Training()::json).toList());
        console.json(json);
    }

    /** Sized for three minutes on 2 cores without bf16; a convolutional run that does not fit ends after its epochs. */
    private static List<Spec> specs() {
        List<Spec> specs = new ArrayList<>();
        Map<String, Object> mlp =
                Map.of("net", "mlp:512", "subset", 1000, "test-subset", 2000, "lr", 0.02, "epochs", 150);
        Map<String, Object> alexnet =
                Map.of("net", "alexnet-small", "subset", 400, "test-subset", 500, "lr", 0.01, "epochs", 80);
        ROWS.forEach(data -> specs.add(spec(mlp, data)));
        SWEEP.forEach(data -> specs.add(spec(mlp, data)));
        ROWS.forEach(data -> specs.add(spec(alexnet, data)));
        return specs;
    }

    private static Spec spec(Map<String, Object> network, Map<String, Object> data) {
        Map<String, Object> fields = new LinkedHashMap<>(network);
        fields.putAll(data);
        fields.put("data", "fashion-mnist-12k");
        fields.put("scaling", "whiten");
        fields.put("batch", 32);
        fields.put("schedule", "constant");
        fields.put("until", "train-accuracy=1.0");
        return Experiments.draft("quickstart", fields);
    }

    private static String words(Spec spec) {
        return "labels " + spec.variant("labels").name() + ", pixels "
                + spec.variant("pixels").name();
    }

    /** The finding in numbers, from the runs themselves; the conclusion only where they bear it. */
    private static String lead(List<Run> runs) {
        List<String> sentences = new ArrayList<>();
        boolean fitted = true;
        boolean learnt = true;
        for (Run random : runs) {
            if (!random.spec().variant("labels").name().equals("random")) {
                continue;
            }
            Run clean = runs.stream()
                    .filter(run ->
                            run.spec().variant("net").equals(random.spec().variant("net"))
                                    && run.spec().variant("labels").name().equals("true")
                                    && run.spec().variant("pixels").name().equals("true"))
                    .findFirst()
                    .orElseThrow();
            double chance = 1 / random.result("classes");
            fitted &= random.result("trainAccuracy") >= FITTED;
            learnt &= clean.result("testAccuracy") > LEARNT * chance;
            sentences.add(PlainFormat.of(
                    "%s reaches %.1f %% training accuracy on random labels and %.1f %% test accuracy, on true ones %.1f %%; chance is %.0f %%.",
                    Networks.CATALOGUE.brief(random.spec().variant("net")),
                    100 * random.result("trainAccuracy"),
                    100 * random.result("testAccuracy"),
                    100 * clean.result("testAccuracy"),
                    100 * chance));
        }
        if (fitted && learnt) {
            sentences.add(
                    "The same networks, trained the same way, fit noise and generalise where there is something to learn:"
                            + " so neither their size nor their training error explains why.");
        }
        return String.join(" ", sentences);
    }
}
