package dev.shatter.data.table;

import dev.shatter.core.BadInput;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.data.ClassNames;
import dev.shatter.data.Column;
import dev.shatter.data.DataSource;
import dev.shatter.data.Dataset;
import dev.shatter.data.Holdout;
import dev.shatter.data.Origin;
import dev.shatter.data.Progress;
import dev.shatter.data.Samples;
import dev.shatter.data.Shape;
import dev.shatter.data.Split;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A CSV file with a header: one column of labels, the others features; numbers stay numbers, texts become one feature a
 * category.
 *
 * <p>Filling of missing cells and scaling are fitted on the training rows alone. That makes them part of the learner: a
 * certificate on the training rows needs {@code scale=none}.
 */
public final class CsvSource implements DataSource {
    private static final int MAX_CLASSES = 1000;

    /** Doubles held while reading: 1 GiB. */
    private static final long MAX_CELLS = 1L << 27;

    private static final Parameter KEEP = Parameter.text(
                    "keep", "", "columns to use although they number the rows or look odd otherwise, joined by +")
            .later();

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public String summary() {
        return "a CSV file with a header: a label column, numeric and categorical features";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.text("path", null, "the file"),
                Parameter.text("label", null, "the column with the classes"),
                Holdout.FRACTION,
                Holdout.SEED,
                Parameter.choice(
                        "missing",
                        List.of("refuse", "mean", "mode", "drop"),
                        "cells that are empty, NA, ? or null: an error, the training mean (of texts the mode), the"
                                + " training mode, or the row is left out"),
                Parameter.choice(
                        "scale",
                        List.of("standard", "minmax", "none"),
                        "numbers to training mean 0 and deviation 1, to training range 0 to 1, or as they are"),
                Parameter.text("categorical", "", "columns of numbers that are categories, joined by +"),
                Parameter.text("drop", "", "columns to leave out, joined by +"),
                Parameter.choice("separator", List.of("comma", "semicolon", "tab"), "what stands between fields"),
                CsvFormat.DECIMAL,
                CsvFormat.GROUPS,
                CsvDates.COLUMNS,
                CsvDates.ORDER,
                KEEP);
    }

    @Override
    public List<String> paths() {
        return List.of("path");
    }

    @Override
    public List<Path> files(Variant variant, Path home) {
        return List.of(Path.of(variant.text("path")));
    }

    /** 2: columns that are hardly what they would be taken for are refused. */
    @Override
    public int version() {
        return 2;
    }

    private static CsvTable open(Variant variant) {
        char separator = switch (variant.text("separator")) {
            case "semicolon" -> ';';
            case "tab" -> '\t';
            default -> ',';
        };
        return CsvTable.open(Path.of(variant.text("path")), separator);
    }

    /** All columns as they are declared, before their first cell. */
    private static List<CsvColumn> columns(CsvTable table, Variant variant) {
        Set<Integer> categorical = columns(table, variant.text("categorical"));
        Set<Integer> dates = columns(table, variant.text("date"));
        Set<Integer> kept = columns(table, variant.text("keep"));
        CsvDates order = CsvDates.valueOf(variant.text("date-order").toUpperCase(Locale.ROOT));
        CsvFormat format = CsvFormat.of(variant);
        int label = table.column(variant.text("label"));
        return IntStream.range(0, table.header().size())
                .mapToObj(c -> new CsvColumn(
                        table,
                        c,
                        new CsvColumn.Declared(
                                c == label,
                                categorical.contains(c),
                                dates.contains(c) ? order : null,
                                kept.contains(c),
                                format)))
                .toList();
    }

    @Override
    public List<Column> columns(Variant variant) {
        CsvTable table = open(variant);
        Set<Integer> dropped = columns(table, variant.text("drop"));
        List<CsvColumn> columns = columns(table, variant);
        table.forEach((line, fields) -> columns.forEach(c -> c.see(line, fields.get(c.index()))));
        return columns.stream()
                .map(c -> c.describe(!dropped.contains(c.index())))
                .toList();
    }

    @Override
    public Dataset read(Variant variant, Path home, Progress progress) {
        CsvTable table = open(variant);
        int label = table.column(variant.text("label"));
        Set<Integer> dropped = columns(table, variant.text("drop"));
        List<CsvColumn> all = columns(table, variant);
        List<CsvColumn> columns = all.stream()
                .filter(c -> c.index() != label && !dropped.contains(c.index()))
                .toList();
        if (columns.isEmpty()) {
            throw BadInput.in(table.file(), "has no column besides the label", "keep at least one feature");
        }
        String missing = variant.text("missing");
        List<String> classes = describe(table, columns, all.get(label), missing);
        Dataset.checkClasses(table.file().toString(), classes);
        Rows rows = rows(table, columns, label, classes, missing.equals("drop"));
        Holdout split = Holdout.draw(
                table.file().toString(),
                rows.labels(),
                classes.size(),
                variant.number("test"),
                variant.integer("seed"));
        List<CsvEncoding> encodings = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            int column = c;
            double[] training = Arrays.stream(split.train())
                    .mapToDouble(i -> rows.cells().get(i)[column])
                    .toArray();
            encodings.add(CsvEncoding.fit(columns.get(c), training, missing.equals("mode"), variant.text("scale")));
        }
        return Dataset.of(
                        table.file().toString(),
                        brief(variant),
                        classes,
                        rows.encode(split.train(), encodings),
                        rows.encode(split.test(), encodings))
                .with(origin(columns, rows, variant.text("scale")));
    }

    /** What the encodings owe to the training rows. */
    private static Origin origin(List<CsvColumn> columns, Rows rows, String scale) {
        Origin origin = Origin.COLLECTED.inStrata();
        if (columns.stream().anyMatch(CsvColumn::isCategorical)) {
            origin = origin.fitting("categories of each column of texts");
        }
        if (!scale.equals("none") && !columns.stream().allMatch(CsvColumn::isCategorical)) {
            origin = origin.fitting("shift and scale of each column of numbers (unless scale=none)");
        }
        boolean filled = rows.cells().stream().flatMapToDouble(Arrays::stream).anyMatch(Double::isNaN);
        return filled ? origin.fitting("fillings of missing cells") : origin;
    }

    private static Set<Integer> columns(CsvTable table, String names) {
        Set<Integer> columns = new TreeSet<>();
        for (String name : names.isEmpty() ? new String[0] : names.split("\\+", -1)) {
            columns.add(table.column(name));
        }
        return columns;
    }

    private static boolean isIncomplete(List<String> fields, List<CsvColumn> columns, int label) {
        return CsvColumn.isMissing(fields.get(label))
                || columns.stream().anyMatch(c -> CsvColumn.isMissing(fields.get(c.index())));
    }

    /** First reading: what the columns hold, and the classes. */
    private static List<String> describe(CsvTable table, List<CsvColumn> columns, CsvColumn labels, String missing) {
        int label = labels.index();
        Set<String> classes = new TreeSet<>(ClassNames.ORDER);
        long[] cells = {0};
        table.forEach((line, fields) -> {
            if (missing.equals("drop") && isIncomplete(fields, columns, label)) {
                return;
            }
            if (CsvColumn.isMissing(fields.get(label))) {
                throw BadInput.in(table.where(line, label), "has no label", "fill it in, or say missing=drop");
            }
            classes.add(fields.get(label).strip());
            labels.see(line, fields.get(label));
            cells[0] += columns.size();
            if (classes.size() > MAX_CLASSES || cells[0] > MAX_CELLS) {
                throw BadInput.in(
                        table.where(line, label),
                        classes.size() > MAX_CLASSES
                                ? "is the " + classes.size() + "th different label"
                                : "is beyond the limit of 134 million cells",
                        classes.size() > MAX_CLASSES ? "name a column of classes, not of amounts" : "give fewer rows");
            }
            for (CsvColumn column : columns) {
                String cell = fields.get(column.index());
                if (missing.equals("refuse") && CsvColumn.isMissing(cell)) {
                    throw BadInput.in(
                            table.where(line, column.index()),
                            "is missing",
                            "fill it in, or say missing=mean, missing=mode or missing=drop");
                }
                column.see(line, cell);
            }
        });
        labels.checkLabel();
        columns.forEach(CsvColumn::check);
        return List.copyOf(classes);
    }

    /** Second reading: the cells as numbers. */
    private static Rows rows(
            CsvTable table, List<CsvColumn> columns, int label, List<String> classes, boolean dropIncomplete) {
        List<double[]> cells = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        table.forEach((line, fields) -> {
            if (dropIncomplete && isIncomplete(fields, columns, label)) {
                return;
            }
            cells.add(columns.stream()
                    .mapToDouble(c -> c.value(fields.get(c.index())))
                    .toArray());
            labels.add(Collections.binarySearch(classes, fields.get(label).strip(), ClassNames.ORDER));
        });
        return new Rows(cells, labels.stream().mapToInt(Integer::intValue).toArray());
    }

    private record Rows(List<double[]> cells, int[] labels) {
        Split encode(int[] places, List<CsvEncoding> encodings) {
            int width = CsvEncoding.width(encodings);
            Samples inputs = Samples.allocate(Samples.Type.F32, Shape.of(Math.max(width, 1)), places.length);
            for (int i = 0; i < places.length; i++) {
                float[] sample = new float[Math.max(width, 1)];
                for (int c = 0, at = 0;
                        c < encodings.size();
                        at += encodings.get(c).width(), c++) {
                    encodings.get(c).write(cells.get(places[i])[c], sample, at);
                }
                inputs.set(i, sample);
            }
            return new Split(inputs, Arrays.stream(places).map(i -> labels[i]).toArray());
        }
    }
}
