package dev.shatter.app;

import dev.shatter.report.Cell;
import dev.shatter.report.TerminalTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rows of text under headings for the terminal. A column that holds only numbers is flush right. Where numbers carry
 * intervals or go into a report, build a {@link dev.shatter.report.Table} instead.
 */
public final class TextTable {
    /** Numbers as tables show them: 12, 1,209,866, 50.9 ± 0.5 %, 1e-4, 3.2 s, or a dash for none. */
    private static final Pattern NUMBER =
            Pattern.compile("[-−+]?[\\d,.]+([eE][-+]?\\d+)?( ± [\\d.]+)?( ?(%|s|min|h|x|MB|GB|MiB|GiB|GFLOPS))?|-|–|");

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();

    private TextTable(List<String> headings) {
        this.headings = headings;
    }

    /** An empty table. */
    public static TextTable of(String... headings) {
        return new TextTable(List.of(headings));
    }

    /** Adds a row; one cell a heading. */
    public TextTable row(Object... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException(cells.length + " cells under " + headings.size() + " headings");
        }
        rows.add(Arrays.stream(cells).map(String::valueOf).toList());
        return this;
    }

    /** The lines, headings first, at most {@code columns} wide where the last column allows it. */
    public List<String> lines(int columns) {
        List<dev.shatter.report.Table.Column> heads = new ArrayList<>();
        Matcher number = NUMBER.matcher("");
        for (int c = 0; c < headings.size(); c++) {
            int column = c;
            boolean numbers = !rows.isEmpty()
                    && rows.stream()
                            .allMatch(row -> number.reset(row.get(column)).matches());
            heads.add(new dev.shatter.report.Table.Column(headings.get(c), "", numbers));
        }
        List<List<Cell>> cells =
                rows.stream().map(row -> row.stream().map(Cell::words).toList()).toList();
        return TerminalTable.lines(new dev.shatter.report.Table("table", "", heads, cells, ""), columns);
    }
}
