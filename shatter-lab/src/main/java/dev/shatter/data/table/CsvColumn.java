package dev.shatter.data.table;

import dev.shatter.core.BadInput;
import dev.shatter.data.ClassNames;
import dev.shatter.data.Column;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One column of a CSV file as a first reading finds it: numbers, categories or dates, and what is odd about it. */
final class CsvColumn {
    private static final Pattern NOT_FINITE = Pattern.compile("(?i)[+-]?(nan|inf|infinity)");
    private static final Set<String> MISSING = Set.of("", "NA", "N/A", "?", "null", "NULL");

    /** More categories than this are names or numbers of things, not kinds of things. */
    static final int MAX_CATEGORIES = 1000;

    private final CsvTable table;
    private final int index;
    private final Declared declared;
    private final Set<String> words = new TreeSet<>(ClassNames.ORDER);
    private final CsvOddities oddities;
    private long present;
    private long missing;
    private long numbers;
    private double low = Double.NaN;
    private double high = Double.NaN;
    private String example = "";
    private long firstTextLine = -1;
    private String firstText = "";
    private @Nullable BadInput problem;

    /** The words in order, once all are known. */
    private @Nullable List<String> sorted;

    /**
     * What the user said of a column.
     *
     * @param label it holds the labels
     * @param categorical its cells are categories even if they look like numbers
     * @param dates the order of its dates; null if it holds none
     * @param kept it is to be used however odd it looks
     * @param format how its numbers are written
     */
    record Declared(
            boolean label, boolean categorical, @Nullable CsvDates dates, boolean kept, CsvFormat format) {}

    /** A column before its first cell. */
    CsvColumn(CsvTable table, int index, Declared declared) {
        this.table = table;
        this.index = index;
        this.declared = declared;
        this.oddities = new CsvOddities(declared.format(), declared.label());
    }

    static boolean isMissing(String cell) {
        return MISSING.contains(cell.strip());
    }

    /** Notes a cell of the column; what is wrong with it is kept for {@link #check}. */
    void see(long line, String raw) {
        String cell = raw.strip();
        if (MISSING.contains(cell)) {
            missing++;
            return;
        }
        example = present++ == 0 ? cell : example;
        oddities.see(cell);
        if (declared.dates() != null) {
            OptionalDouble day = declared.dates().day(cell);
            if (day.isPresent()) {
                number(day.getAsDouble());
            } else {
                fail(
                        line,
                        "is '" + cell + "', not a date",
                        "correct the cell, or say date-order=dmy or date-order=mdy");
            }
        } else if (!declared.categorical() && declared.format().isNumber(cell)) {
            double value = declared.format().value(cell);
            if (!Float.isFinite((float) value)) {
                notFinite(line, cell);
            }
            number(value);
        } else if (!declared.categorical() && NOT_FINITE.matcher(cell).matches()) {
            notFinite(line, cell);
        } else {
            text(line, cell);
        }
    }

    private void number(double value) {
        numbers++;
        low = numbers == 1 ? value : Math.min(low, value);
        high = numbers == 1 ? value : Math.max(high, value);
    }

    private void text(long line, String cell) {
        if (firstTextLine < 0) {
            firstTextLine = line;
            firstText = cell;
        }
        if (words.size() <= MAX_CATEGORIES && words.add(cell) && words.size() > MAX_CATEGORIES) {
            fail(
                    line,
                    "is the " + words.size() + "th different text of its column",
                    "leave the column out with drop=" + name());
        }
    }

    private void notFinite(long line, String cell) {
        fail(line, "is " + cell, "write a finite number below 3e38, or leave the cell empty and say missing=mean");
    }

    private void fail(long line, String what, String remedy) {
        if (problem == null) {
            problem = BadInput.in(table.where(line, index), what, remedy);
        }
    }

    /**
     * What was found, once the last cell was seen.
     *
     * @throws BadInput if a cell cannot be used, or the column is hardly what it will be taken for
     */
    void check() {
        if (problem != null) {
            throw problem;
        }
        String where = table.file() + ", column '" + name() + "'";
        if (!declared.kept() && !declared.categorical() && declared.dates() == null) {
            oddities.check(where, name(), numbers == present, words.size());
        }
        if (numbers > 0 && firstTextLine >= 0) {
            throw BadInput.in(
                    table.where(firstTextLine, index),
                    "is '" + firstText + "' where other cells are numbers",
                    "correct the cell, or say categorical=" + name());
        }
    }

    /** Refuses a label column that counts or measures: a class for each amount is not what is meant. */
    void checkLabel() {
        if (!declared.categorical()) {
            oddities.checkLabel(table.file() + ", column '" + name() + "'", name());
        }
    }

    /** Whether the column holds categories. */
    boolean isCategorical() {
        return firstTextLine >= 0;
    }

    /** The cell as a number: a category's index, a day, or NaN if missing. */
    double value(String raw) {
        String cell = raw.strip();
        if (MISSING.contains(cell)) {
            return Double.NaN;
        }
        if (declared.dates() != null) {
            return declared.dates().day(cell).orElse(Double.NaN);
        }
        return isCategorical()
                ? Collections.binarySearch(categories(), cell, ClassNames.ORDER)
                : declared.format().value(cell);
    }

    /** All categories, in order. */
    List<String> categories() {
        if (sorted == null) {
            sorted = new ArrayList<>(words);
        }
        return sorted;
    }

    /** What a person is shown of it. */
    Column describe(boolean used) {
        String use = declared.label() ? "label" : used ? "feature" : "left out";
        String kind = declared.dates() != null ? "dates" : isCategorical() ? "categories" : "numbers";
        return new Column(name(), use, kind, oddities.different(), low, high, missing, example);
    }

    String name() {
        return table.header().get(index);
    }

    int index() {
        return index;
    }
}
