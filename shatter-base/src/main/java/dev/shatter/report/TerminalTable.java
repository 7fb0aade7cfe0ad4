package dev.shatter.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table for the terminal: aligned columns, two spaces between, no frames, no colour.
 *
 * <p>Texts come from files: control characters, which could steer the terminal, are replaced.
 */
public final class TerminalTable {
    private static final String GAP = "  ";
    // Below this what is left of a text says nothing any more.
    private static final int LEAST_WIDTH = 8;
    // Narrower than this, wrapped text is a column of single words.
    private static final int LEAST_WRAPPED = 20;

    private TerminalTable() {}

    /**
     * The lines of a table: title, head, rows, note.
     *
     * @param width columns of the terminal; a last column of words is narrowed to what is left, or, where that is less
     *     than a quarter and a text would take more than two lines, stands under its row; then the widest other columns
     *     of words are narrowed until the table fits. Words wrap where they are narrowed, long ones after hyphens; what
     *     cannot is cut with an ellipsis
     */
    public static List<String> lines(Table table, int width) {
        int columns = table.columns().size();
        List<List<String>> grid = new ArrayList<>();
        grid.add(table.columns().stream().map(c -> clean(c.title())).toList());
        table.rows()
                .forEach(row -> grid.add(row.stream().map(c -> clean(c.text())).toList()));

        int[] widths = new int[columns];
        for (List<String> row : grid) {
            for (int c = 0; c < columns; c++) {
                widths[c] = Math.max(widths[c], width(row.get(c)));
            }
        }
        int last = columns - 1;
        int room = width - GAP.length() * last;
        int quarter = width / 4;
        int indent = Math.min(widths[0] + GAP.length(), quarter);
        boolean under = false;
        if (!table.columns().get(last).numbers()) {
            int left = room - Arrays.stream(widths, 0, last).sum();
            int narrow = Math.min(widths[last], Math.max(LEAST_WRAPPED, left));
            under = last > 0
                    && left < quarter
                    && grid.stream()
                            .anyMatch(row -> wrapped(row.get(last), narrow).size() > 2);
            widths[last] = under ? 0 : narrow;
        }
        shrink(table, widths, room);

        List<String> lines = new ArrayList<>();
        if (!table.title().isEmpty()) {
            lines.addAll(wrapped(clean(table.title()), width));
            lines.add("");
        }
        for (List<String> row : grid) {
            List<List<String>> cells = new ArrayList<>();
            for (int c = 0; c < (under ? last : columns); c++) {
                cells.add(table.columns().get(c).numbers() ? List.of(row.get(c)) : wrapped(row.get(c), widths[c]));
            }
            int height = cells.stream().mapToInt(List::size).max().orElse(0);
            for (int h = 0; h < height; h++) {
                lines.add(line(table, cells, widths, h));
            }
            if (under && !row.get(last).isEmpty()) {
                wrapped(row.get(last), width - indent)
                        .forEach(text -> lines.add(" ".repeat(indent) + cut(text, width - indent)));
            }
        }
        if (!table.note().isEmpty()) {
            lines.add("");
            lines.addAll(wrapped(clean(table.note()), width));
        }
        return lines;
    }

    /** One of the lines of a row. */
    private static String line(Table table, List<List<String>> cells, int[] widths, int number) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < cells.size(); c++) {
            List<String> cell = cells.get(c);
            String text = number < cell.size() ? cut(cell.get(number), widths[c]) : "";
            String space = " ".repeat(widths[c] - width(text));
            line.append(c == 0 ? "" : GAP).append(table.columns().get(c).numbers() ? space + text : text + space);
        }
        return line.toString().stripTrailing();
    }

    /** Narrows the widest columns of words, the last one excepted, never numbers: half a number would be another one. */
    private static void shrink(Table table, int[] widths, int room) {
        while (Arrays.stream(widths).sum() > room) {
            int widest = -1;
            for (int c = 0; c < widths.length - 1; c++) {
                boolean cuttable = !table.columns().get(c).numbers() && widths[c] > LEAST_WIDTH;
                if (cuttable && (widest < 0 || widths[c] > widths[widest])) {
                    widest = c;
                }
            }
            if (widest < 0) {
                return;
            }
            widths[widest]--;
        }
    }

    private static List<String> wrapped(String text, int width) {
        if (width(text) <= width && !text.startsWith(" ") && !text.contains("  ")) {
            return List.of(text);
        }
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" +", -1)) {
            String glue = " ";
            for (String piece : width(word) <= width ? new String[] {word} : word.split("(?<=-)")) {
                if (line.length() > 0 && width(line + glue + piece) > width) {
                    lines.add(line.toString());
                    line.setLength(0);
                }
                line.append(line.length() == 0 ? "" : glue).append(piece);
                glue = "";
            }
        }
        lines.add(line.toString());
        return lines;
    }

    private static String cut(String text, int width) {
        if (width(text) <= width) {
            return text;
        }
        int end = text.length();
        while (end > 0 && width(text.substring(0, end)) > width - 1) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end) + "…";
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static String clean(String text) {
        if (isPlain(text)) {
            return text;
        }
        StringBuilder clean = new StringBuilder();
        text.codePoints().forEach(c -> {
            boolean steers = Character.isISOControl(c)
                    || Character.getType(c) == Character.FORMAT
                    || Character.getType(c) == Character.SURROGATE;
            clean.appendCodePoint(Character.isWhitespace(c) ? ' ' : steers ? 0xfffd : c);
        });
        return clean.toString();
    }

    /** Cells of a terminal: two for East Asian wide characters, none for marks that combine. */
    private static int width(String text) {
        if (isPlain(text)) {
            return text.length();
        }
        return text.codePoints()
                .map(c -> {
                    int type = Character.getType(c);
                    boolean combining = type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
                    return combining ? 0 : Character.isIdeographic(c) || isWide(c) ? 2 : 1;
                })
                .sum();
    }

    private static boolean isWide(int c) {
        Character.UnicodeScript script = Character.UnicodeScript.of(c);
        return script == Character.UnicodeScript.HIRAGANA
                || script == Character.UnicodeScript.KATAKANA
                || script == Character.UnicodeScript.HANGUL
                || (c >= 0xff01 && c <= 0xff60)
                || (c >= 0x1f300 && c <= 0x1faff);
    }
}
