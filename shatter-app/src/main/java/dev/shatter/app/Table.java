package dev.shatter.app;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Rows under headings, aligned, without box art. A column that holds only numbers is flush right; the last column wraps.
 */
public final class Table {
    private static final String GAP = "  ";
    /** Numbers as tables show them: 12, 1,209,866, 50.9 ± 0.5 %, 1e-4, 3.2 s, or a dash for none. */
    private static final Pattern NUMBER =
            Pattern.compile("[-−+]?[\\d,.]+([eE][-+]?\\d+)?( ± [\\d.]+)?( ?(%|s|min|h|x|MB|GB|MiB|GiB|GFLOPS))?|-|–|");

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();

    private Table(List<String> headings) {
        this.headings = headings;
    }

    /** An empty table. */
    public static Table of(String... headings) {
        return new Table(List.of(headings));
    }

    /** Adds a row; one cell a heading. */
    public Table row(Object... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException(cells.length + " cells under " + headings.size() + " headings");
        }
        rows.add(Arrays.stream(cells).map(String::valueOf).toList());
        return this;
    }

    /** The lines, headings first, at most {@code columns} wide where the last column allows it. */
    public List<String> lines(int columns) {
        int last = headings.size() - 1;
        int[] widths = new int[headings.size()];
        boolean[] right = new boolean[headings.size()];
        for (int c = 0; c <= last; c++) {
            int column = c;
            widths[c] = Math.max(
                    headings.get(c).length(),
                    rows.stream()
                            .mapToInt(row -> row.get(column).length())
                            .max()
                            .orElse(0));
            right[c] = !rows.isEmpty()
                    && rows.stream()
                            .allMatch(row -> NUMBER.matcher(row.get(column)).matches());
        }
        int before = Arrays.stream(widths, 0, last).sum() + last * GAP.length();
        int room = Math.max(20, columns - before);
        List<String> lines = new ArrayList<>();
        lines.add(line(headings, widths, right));
        for (List<String> row : rows) {
            List<String> wrapped = right[last] ? List.of(row.get(last)) : wrap(row.get(last), room);
            List<String> cells = new ArrayList<>(row);
            cells.set(last, wrapped.get(0));
            lines.add(line(cells, widths, right));
            wrapped.stream().skip(1).forEach(rest -> lines.add(" ".repeat(before) + rest));
        }
        return lines;
    }

    private static String line(List<String> cells, int[] widths, boolean[] right) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < cells.size(); c++) {
            String cell = cells.get(c);
            String pad = " ".repeat(Math.max(0, widths[c] - cell.length()));
            line.append(c == 0 ? "" : GAP).append(right[c] ? pad + cell : cell + pad);
        }
        return line.toString().stripTrailing();
    }

    /** Breaks text at spaces into lines of at most {@code width}; a longer word stays whole. */
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
