package dev.shatter.data.table;

import dev.shatter.core.BadInput;
import dev.shatter.data.ClassNames;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One column of a CSV file as a first reading finds it: numbers or categories, and which. */
final class CsvColumn {
    /** Java would also take "1d" and "0x1p3" for numbers. */
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?");

    private static final Pattern NOT_FINITE = Pattern.compile("(?i)[+-]?(nan|inf|infinity)");
    private static final Set<String> MISSING = Set.of("", "NA", "N/A", "?", "null", "NULL");

    /** More categories than this are names or numbers of things, not kinds of things. */
    private static final int MAX_CATEGORIES = 1000;

    private final CsvTable table;
    private final int index;
    private final boolean declared;
    private final Set<String> words = new TreeSet<>(ClassNames.ORDER);
    private boolean hasNumbers;
    private long firstTextLine = -1;
    private String firstText = "";

    /** The words in order, once all are known. */
    private @Nullable List<String> sorted;

    /**
     * A column before its first cell.
     *
     * @param declared whether its cells are categories even if they look like numbers
     */
    CsvColumn(CsvTable table, int index, boolean declared) {
        this.table = table;
        this.index = index;
        this.declared = declared;
    }

    static boolean isMissing(String cell) {
        return MISSING.contains(cell.strip());
    }

    /** Notes a cell of the column. */
    void see(long line, String raw) {
        String cell = raw.strip();
        if (MISSING.contains(cell)) {
            return;
        }
        boolean number = NUMBER.matcher(cell).matches();
        if (!declared && (NOT_FINITE.matcher(cell).matches() || (number && !Float.isFinite(Float.parseFloat(cell))))) {
            throw BadInput.in(
                    table.where(line, index),
                    "is " + cell,
                    "write a finite number below 3e38, or leave the cell empty and say missing=mean");
        }
        if (number && !declared) {
            hasNumbers = true;
        } else {
            if (firstTextLine < 0) {
                firstTextLine = line;
                firstText = cell;
            }
            if (words.add(cell) && words.size() > MAX_CATEGORIES) {
                throw BadInput.in(
                        table.where(line, index),
                        "is the " + words.size() + "th different text of its column",
                        "leave the column out with drop=" + name());
            }
        }
    }

    /** Whether the column holds categories; called after the last cell. */
    boolean isCategorical() {
        if (hasNumbers && firstTextLine >= 0) {
            throw BadInput.in(
                    table.where(firstTextLine, index),
                    "is '" + firstText + "' where other cells are numbers",
                    "mend the cell, or say categorical=" + name());
        }
        return firstTextLine >= 0;
    }

    /** The cell as a number: a category's index, or NaN if missing. */
    double value(String raw) {
        String cell = raw.strip();
        if (MISSING.contains(cell)) {
            return Double.NaN;
        }
        return isCategorical()
                ? Collections.binarySearch(categories(), cell, ClassNames.ORDER)
                : Double.parseDouble(cell);
    }

    /** All categories, in order. */
    List<String> categories() {
        if (sorted == null) {
            sorted = new ArrayList<>(words);
        }
        return sorted;
    }

    String name() {
        return table.header().get(index);
    }

    int index() {
        return index;
    }
}
