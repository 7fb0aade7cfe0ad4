package dev.shatter.report;

import com.fasterxml.jackson.core.io.NumberOutput;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A table.
 *
 * @param id name of its files, made of a-z, 0-9 and -
 * @param title one line
 * @param note how the numbers were got, which intervals they carry; may be empty
 */
public record Table(String id, String title, List<Column> columns, List<List<Cell>> rows, String note)
        implements Block {

    /**
     * A column: words stand left, numbers right.
     *
     * @param unit said once in the head, empty for none
     */
    public record Column(String name, String unit, boolean numbers) {
        public static Column words(String name) {
            return new Column(name, "", false);
        }

        public static Column numbers(String name, String unit) {
            return new Column(name, unit, true);
        }

        /** Name with unit: "test error (%)". */
        public String title() {
            return unit.isEmpty() ? name : name + " (" + unit + ")";
        }
    }

    public Table {
        Figure.requireId(id);
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<Cell> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "table '" + id + "' has a row of " + row.size() + " cells for " + columns.size() + " columns");
            }
        }
    }

    /** As CSV with whole numbers instead of rounded ones; a column with intervals is followed by their two ends. */
    public String csv() {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            List<String> head = new ArrayList<>();
            for (int c = 0; c < columns.size(); c++) {
                head.add(columns.get(c).title());
                if (hasIntervals(c)) {
                    head.add(columns.get(c).title() + " low");
                    head.add(columns.get(c).title() + " high");
                }
            }
            csv.writeRecord(head);
            for (List<Cell> row : rows) {
                csv.writeRecord(record(row));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private List<String> record(List<Cell> row) {
        List<String> record = new ArrayList<>();
        for (int c = 0; c < row.size(); c++) {
            double low = Double.NaN;
            double high = Double.NaN;
            if (row.get(c) instanceof Cell.Quantity quantity) {
                record.add(number(quantity.value()));
                low = quantity.low();
                high = quantity.high();
            } else if (row.get(c) instanceof Cell.Judgement judgement) {
                record.add(judgement.badge().name());
            } else {
                record.add(row.get(c).text());
            }
            if (hasIntervals(c)) {
                record.add(number(low));
                record.add(number(high));
            }
        }
        return record;
    }

    private boolean hasIntervals(int column) {
        return rows.stream().anyMatch(r -> r.get(column) instanceof Cell.Quantity q && !Double.isNaN(q.low()));
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        String text = NumberOutput.toString(value, true);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
