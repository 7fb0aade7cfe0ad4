package dev.shatter.data.table;

import dev.shatter.core.BadInput;
import dev.shatter.information.Variables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Columns of a CSV file with a header as variables: amounts where every cell is a number, else categories. */
public final class CsvVariables {
    /** Cells held as text while reading. */
    private static final int MAX_CELLS = 20_000_000;

    private CsvVariables() {}

    /**
     * Reads columns, in the order in which they are named.
     *
     * @param names of columns; empty for all
     * @param categories names of columns of numbers that are categories
     * @throws BadInput for a column that is not there, and for a cell that is missing or beyond the limit
     */
    public static Variables read(Path file, char separator, List<String> names, Set<String> categories) {
        CsvTable table = CsvTable.open(file, separator);
        int[] columns = names.isEmpty()
                ? IntStream.range(0, table.header().size()).toArray()
                : names.stream().mapToInt(table::column).toArray();
        List<String[]> cells = new ArrayList<>();
        table.forEach((line, fields) -> {
            String[] row = new String[columns.length];
            for (int c = 0; c < columns.length; c++) {
                row[c] = fields.get(columns[c]).strip();
                if (CsvColumn.isMissing(row[c])) {
                    throw BadInput.in(table.where(line, columns[c]), "is missing", "fill it in, or leave the row out");
                }
            }
            if ((cells.size() + 1L) * columns.length > MAX_CELLS) {
                throw BadInput.in(
                        table.where(line, columns[0]), "is beyond the limit of 20 million cells", "give fewer");
            }
            cells.add(row);
        });
        boolean[] kinds = new boolean[columns.length];
        double[][] rows = new double[cells.size()][columns.length];
        for (int c = 0; c < columns.length; c++) {
            int column = c;
            kinds[c] = categories.contains(table.header().get(columns[c]))
                    || !cells.stream().allMatch(row -> CsvFormat.PLAIN.isNumber(row[column]));
            Map<String, Integer> numbers = new HashMap<>();
            for (int i = 0; i < rows.length; i++) {
                String cell = cells.get(i)[c];
                rows[i][c] =
                        kinds[c] ? numbers.computeIfAbsent(cell, k -> numbers.size()) : CsvFormat.PLAIN.value(cell);
            }
        }
        return new Variables(rows, kinds);
    }
}
