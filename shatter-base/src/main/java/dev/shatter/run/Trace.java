package dev.shatter.run;

import dev.shatter.core.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table of numbers over time: one row an epoch for a training run. Written as CSV with a header line.
 *
 * @param columns names
 * @param rows as many values as columns; NaN where a value does not exist
 */
public record Trace(List<String> columns, List<List<Double>> rows) {
    public Trace {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** All values of a column. */
    public double[] column(String name) {
        int index = columns.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("no column '" + name + "' among " + columns);
        }
        return rows.stream().mapToDouble(row -> row.get(index)).toArray();
    }

    /** The text written to {@code trace.csv}. */
    public String csv() {
        StringBuilder text = new StringBuilder(String.join(",", columns)).append('\n');
        for (List<Double> row : rows) {
            text.append(String.join(",", row.stream().map(Trace::show).toList()))
                    .append('\n');
        }
        return text.toString();
    }

    /** Reads what {@link #csv} wrote. */
    public static Trace read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            List<String> columns = List.of(lines.get(0).split(",", -1));
            List<List<Double>> rows = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                rows.add(Arrays.stream(line.split(",", -1)).map(Double::valueOf).toList());
                if (rows.get(rows.size() - 1).size() != columns.size()) {
                    throw damaged(file, rows.size() + 1);
                }
            }
            return new Trace(columns, rows);
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw damaged(file, 0);
        } catch (IOException e) {
            throw BadInput.in(file.toString(), "cannot be read", "remove the run and train it again", e);
        }
    }

    private static BadInput damaged(Path file, int line) {
        return BadInput.in(file + ", line " + line, "is not a trace", "remove the run and train it again");
    }

    private static String show(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : String.valueOf(value);
    }
}
