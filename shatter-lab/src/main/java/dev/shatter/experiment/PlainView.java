package dev.shatter.experiment;

import dev.shatter.core.AtomicFiles;
import dev.shatter.core.BadInput;
import dev.shatter.core.Variant;
import dev.shatter.report.Block;
import dev.shatter.report.Cell;
import dev.shatter.report.Figure;
import dev.shatter.report.Picture;
import dev.shatter.report.Report;
import dev.shatter.report.Section;
import dev.shatter.report.Table;
import dev.shatter.report.chart.Axis;
import dev.shatter.report.chart.Chart;
import dev.shatter.report.chart.Mark;
import dev.shatter.report.chart.Panel;
import dev.shatter.report.chart.Style;
import dev.shatter.run.Run;
import dev.shatter.run.RunStore;
import dev.shatter.run.Trace;
import dev.shatter.spec.Field;
import dev.shatter.spec.Schema;
import dev.shatter.spec.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Runs of any kind as people see them, where the kind has no view of its own. */
public final class PlainView {
    /** Curves of a report at most: one a column of the trace. */
    private static final int CURVES = 6;

    private PlainView() {}

    static String brief(Schema schema, Spec spec) {
        List<String> parts = new ArrayList<>();
        for (Field field : schema.fields()) {
            Object value = spec.values().get(field.name());
            if (value != null && !field.shownDefault().equals(java.util.Optional.of(String.valueOf(value)))) {
                parts.add(words(field, value));
            }
        }
        return String.join(", ", parts);
    }

    private static String words(Field field, Object value) {
        if (value instanceof Variant variant) {
            return field.brief(variant);
        }
        return field.name() + " " + (value instanceof List<?> list ? list.size() + " runs" : value);
    }

    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.format(Locale.ROOT, "%,d", (long) value)
                : String.format(Locale.ROOT, "%.4g", value);
    }

    static Report report(Experiment experiment, List<Run> runs, String command, String colophon) {
        List<Section> sections = new ArrayList<>();
        List<Block> curves = curves(runs, command);
        if (!curves.isEmpty()) {
            sections.add(new Section("Course", curves));
        }
        sections.add(Section.of("Results", results(experiment, runs)));
        return new Report(
                "Runs of kind '" + experiment.name() + "'",
                runs.size() + (runs.size() == 1 ? " stored run: " : " stored runs: ") + experiment.summary() + ".",
                sections,
                List.of(command),
                runs.stream()
                        .map(run -> new Report.Source(run.id(), experiment.brief(run.spec())))
                        .toList(),
                List.of(),
                colophon);
    }

    private static Table results(Experiment experiment, List<Run> runs) {
        TreeSet<String> names = new TreeSet<>();
        runs.forEach(run -> names.addAll(run.results().keySet()));
        List<Table.Column> columns = new ArrayList<>(List.of(Table.Column.words("run"), Table.Column.words("what")));
        names.forEach(name -> columns.add(Table.Column.numbers(name, "")));
        List<List<Cell>> rows = new ArrayList<>();
        for (Run run : runs) {
            List<Cell> row = new ArrayList<>(
                    List.of(Cell.words(run.id().substring(0, 12)), Cell.words(experiment.brief(run.spec()))));
            names.forEach(name -> {
                double value = run.result(name);
                row.add(Double.isNaN(value) ? Cell.none() : Cell.number(value, 4));
            });
            rows.add(row);
        }
        return new Table("results", "Results", columns, rows, "");
    }

    /** The trace's columns against its first one, a panel each, a line a run. */
    private static List<Block> curves(List<Run> runs, String command) {
        List<Trace> traces = runs.stream()
                .map(Run::trace)
                .filter(trace -> trace.rows().size() > 1)
                .toList();
        if (traces.isEmpty()) {
            return List.of();
        }
        List<String> columns = traces.get(0).columns();
        List<Panel> panels = new ArrayList<>();
        for (String column : columns.subList(1, Math.min(columns.size(), CURVES + 1))) {
            List<Mark> lines = new ArrayList<>();
            for (Trace trace : traces) {
                if (trace.columns().equals(columns)
                        && Arrays.stream(trace.column(column)).anyMatch(Double::isFinite)) {
                    lines.add(Mark.Line.of(
                            "", Style.neutral(lines.size()), trace.column(columns.get(0)), trace.column(column)));
                }
            }
            if (!lines.isEmpty()) {
                panels.add(
                        Panel.of(Axis.linear(columns.get(0), ""), Axis.linear(column, ""), lines.toArray(new Mark[0]))
                                .titled(panels.isEmpty() && columns.size() == 2 ? "" : column));
            }
        }
        if (panels.isEmpty()) {
            return List.of();
        }
        Chart chart = panels.size() == 1
                ? Chart.of(panels.get(0))
                : Chart.multiples(2, panels)
                        .sized(Chart.WIDTH, 60 + 300 * ((panels.size() + 1) / 2))
                        .free();
        return List.of(new Figure(
                "course",
                "Course of the runs",
                Picture.of(chart),
                new Figure.Caption(
                        "The numbers that the runs kept, against " + columns.get(0) + ".",
                        "A line a run, as stored in its trace.",
                        traces.size() + (traces.size() == 1 ? " run." : " runs.")),
                new Figure.Reading("It shows how the runs went.", "It says nothing about other seeds."),
                "Lines over " + columns.get(0) + ": " + String.join(", ", columns.subList(1, columns.size())) + ".",
                command,
                runs.stream().map(Run::id).toList()));
    }

    /** Copies what belongs to a run into a folder. */
    public static List<Path> export(Run run, Path folder) {
        if (!isEmpty(folder)) {
            throw BadInput.in(folder, "is not empty", "name a new folder");
        }
        List<Path> files = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>(run.files().keySet());
        names.add(RunStore.RUN);
        for (String name : names) {
            Path file = folder.resolve(name);
            make(folder);
            Path source = run.artefact(name).orElse(run.folder().resolve(name));
            AtomicFiles.write(file, out -> Files.copy(source, out));
            files.add(file);
        }
        return files;
    }

    /** Makes a folder with all above it. */
    public static void make(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw AtomicFiles.unwritable(folder, e);
        }
    }

    private static boolean isEmpty(Path folder) {
        if (!Files.exists(folder)) {
            return true;
        }
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.findAny().isEmpty();
        } catch (IOException e) {
            throw AtomicFiles.unwritable(folder, e);
        }
    }
}
