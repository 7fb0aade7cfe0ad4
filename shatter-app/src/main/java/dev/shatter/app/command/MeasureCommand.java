package dev.shatter.app.command;

import dev.shatter.app.Console;
import dev.shatter.app.PlainFormat;
import dev.shatter.app.ProgressLine;
import dev.shatter.app.TextTable;
import dev.shatter.core.BadInput;
import dev.shatter.core.ShellLine;
import dev.shatter.core.Variant;
import dev.shatter.experiment.Subjects;
import dev.shatter.measure.Measure;
import dev.shatter.measure.catalogue.MeasureReport;
import dev.shatter.measure.catalogue.MeasureRunner;
import dev.shatter.measure.catalogue.Measures;
import dev.shatter.run.Measurement;
import dev.shatter.run.Measurements;
import dev.shatter.run.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how complex what a network learned is; stores the measurements beside the run. */
@Command(
        name = "measure",
        description = "measure a trained network: norms, margins, sharpness, noise, curvature, spectra",
        footer = {
            "",
            "A measure promises nothing about the risk. Each says which weights it reads, its error, and "
                    + "why it was skipped where it needs what is not there. Measurements of a run are stored beside "
                    + "it.",
            "Example: shatter measure 1f3a --only fro-dist,path-norm,margins"
        })
final class MeasureCommand implements Runnable {
    @Mixin
    private Output output;

    @Mixin
    private SubjectOptions options;

    @Option(
            names = "--only",
            paramLabel = "NAME[:OPTION=VALUE],...",
            description = "these measures (default: all but those that train again)")
    private @Nullable String only;

    @Option(names = "--per-layer", description = "show the parts of each value: layers, quantiles")
    private boolean perLayer;

    @Option(
            names = "--examples",
            paramLabel = "N",
            defaultValue = "0",
            description = "examples for searches (default: as many as the network's cost allows)")
    private int examples;

    private boolean stored = true;

    @Override
    public void run() {
        Console console = output.console();
        List<Variant> measures = only == null ? MeasureRunner.usual() : Measures.CATALOGUE.parseAll(only);
        if (examples < 0) {
            throw BadInput.in("--examples", examples + " is negative", "give a number of examples, or leave it out");
        }
        @Nullable Run run = options.run();
        try (Subjects opened = options.open(run)) {
            opened.remarks().forEach(console::note);
            opened.subject().searching(examples);
            List<Measurement> results = measure(console, opened, measures, run);
            show(console, results);
            options.report(
                    console,
                    target -> MeasureReport.of(
                            opened.subject(),
                            options.words(run),
                            results,
                            options.sources(run),
                            again(target),
                            ReportCommand.colophon()));
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("model", run == null ? options.model() : run.id());
            json.put("remarks", opened.remarks());
            json.put(
                    "measurements",
                    results.stream().filter(Measurement::measured).toList());
            json.put("skipped", MeasureRunner.skipped(results));
            console.json(json);
        }
    }

    private String again(Path target) {
        List<String> words = new ArrayList<>(List.of("shatter", "measure"));
        words.addAll(options.again());
        if (only != null) {
            words.addAll(List.of("--only", only));
        }
        if (examples != 0) {
            words.addAll(List.of("--examples", String.valueOf(examples)));
        }
        words.addAll(List.of("-o", target.toString()));
        return ShellLine.of(words);
    }

    private List<Measurement> measure(Console console, Subjects opened, List<Variant> measures, @Nullable Run run) {
        try (ProgressLine progress = console.progress("measuring")) {
            return MeasureRunner.all(opened.subject(), measures, new MeasureRunner.Listener() {
                @Override
                public void begins(Measure measure, int index, int of) {
                    progress.at((double) index / of, measure.name());
                }

                @Override
                public void ended(Measurement measurement) {
                    // A subset chosen by hand is another estimate: only the usual one is the run's.
                    if (run != null && examples == 0 && measurement.measured()) {
                        store(console, run, measurement);
                    }
                }
            });
        }
    }

    /** A store that cannot be written costs nobody the values: they are shown, and this is said once. */
    private void store(Console console, Run run, Measurement measurement) {
        try {
            Measurements.write(run, measurement);
        } catch (BadInput e) {
            if (stored) {
                console.note("values are shown and not stored: " + e.sentence());
            }
            stored = false;
        }
    }

    private void show(Console console, List<Measurement> results) {
        TextTable table = TextTable.of("measure", "value", "±", "n", "s", "remarks");
        Measures.byFamily(results).forEach((family, measurements) -> {
            table.row("", "", "", "", "", "").row(family + ":", "", "", "", "", "");
            measurements.forEach(m -> show(table, m));
        });
        console.table(table);
        MeasureRunner.skipped(results)
                .forEach(s ->
                        console.line("Not measured, " + s.reason() + ": " + String.join(", ", s.measures()) + "."));
    }

    private void show(TextTable table, Measurement m) {
        boolean error = m.standardError() > 0 && Double.isFinite(m.standardError());
        table.row(
                m.reference(),
                number(m.value()),
                error ? number(m.standardError()) : "",
                m.n() > 0 ? String.valueOf(m.n()) : "",
                PlainFormat.of("%.1f", m.seconds()),
                m.remark());
        if (perLayer) {
            m.details().forEach((part, value) -> table.row("  " + part, number(value), "", "", "", ""));
        }
    }

    private static String number(double value) {
        double size = Math.abs(value);
        String form = value == 0 || (size >= 1e-3 && size < 1e6) ? "%.5g" : "%.3e";
        return PlainFormat.of(form, value);
    }
}
