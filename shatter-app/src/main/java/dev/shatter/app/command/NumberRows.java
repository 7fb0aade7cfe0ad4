package dev.shatter.app.command;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.shatter.core.BadInput;
import dev.shatter.core.InputFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Small tables of numbers, all rows of one length: as typed, {@code 8,2/3,7}, or a CSV file without need of a header. */
final class NumberRows {
    private static final Pattern TYPED = Pattern.compile("[-+0-9.eE,/ ]*[0-9][-+0-9.eE,/ ]*");

    /** Cells of a table one looks at by eye; more are a sample, not a table. */
    private static final int MOST_ROWS = 100_000;

    private NumberRows() {}

    /** The rows of a table as typed or of the file that is named. */
    static double[][] of(String text) {
        if (!TYPED.matcher(text).matches()) {
            return file(Path.of(text), MOST_ROWS);
        }
        List<double[]> rows = new ArrayList<>();
        for (String row : text.split("/", -1)) {
            rows.add(row(text, List.of(row.split(",", -1)), rows));
        }
        return rows.toArray(new double[0][]);
    }

    /** The same of one row. */
    static double[] line(String text) {
        double[][] rows = of(text);
        if (rows.length != 1 && rows[0].length != 1) {
            throw BadInput.in(text, "is a table where one row is needed", "give numbers joined by commas");
        }
        return rows.length == 1
                ? rows[0]
                : Arrays.stream(rows).mapToDouble(r -> r[0]).toArray();
    }

    /** The same of whole numbers of at least 0. */
    static long[][] counts(String text) {
        return Arrays.stream(of(text)).map(row -> counts(text, row)).toArray(long[][]::new);
    }

    static long[] counts(String where, double... row) {
        return Arrays.stream(row)
                .mapToLong(value -> {
                    if (!(value >= 0) || value != Math.rint(value) || value > 1L << 52) {
                        throw BadInput.in(where, value + " is no count", "give whole numbers of at least 0");
                    }
                    return (long) value;
                })
                .toArray();
    }

    /** A CSV file of numbers; a first line that does not begin with one is a header. */
    static double[][] file(Path file, int mostRows) {
        List<double[]> rows = new ArrayList<>();
        try (CsvReader<CsvRecord> reader =
                CsvReader.builder().ofCsvRecord(InputFiles.plain(file), StandardCharsets.UTF_8)) {
            for (CsvRecord line : reader) {
                if (rows.isEmpty() && line.getStartingLineNumber() == 1 && !isNumber(line.getField(0))) {
                    continue;
                }
                if (rows.size() == mostRows) {
                    throw BadInput.in(file, "holds more than " + mostRows + " rows", "give at most " + mostRows);
                }
                rows.add(row(file + ", line " + line.getStartingLineNumber(), line.getFields(), rows));
            }
        } catch (CsvParseException | UncheckedIOException | IOException e) {
            throw BadInput.in(file.toString(), "cannot be read as CSV", "check that it exists and is text", e);
        }
        if (rows.isEmpty()) {
            throw BadInput.in(file, "holds no numbers", "give a row a line");
        }
        return rows.toArray(new double[0][]);
    }

    private static double[] row(String where, List<String> fields, List<double[]> before) {
        double[] row = fields.stream()
                .mapToDouble(field -> {
                    if (!isNumber(field)) {
                        throw BadInput.in(where, "'" + field + "' is not a finite number", "write numbers such as 0.5");
                    }
                    return Double.parseDouble(field);
                })
                .toArray();
        if (!before.isEmpty() && before.get(0).length != row.length) {
            throw BadInput.in(
                    where,
                    "has " + row.length + " numbers where the first row has " + before.get(0).length,
                    "give rows of one length");
        }
        return row;
    }

    private static boolean isNumber(String text) {
        try {
            return Double.isFinite(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
