package dev.shatter.data.table;

import dev.shatter.core.BadInput;
import java.util.HashSet;
import java.util.Set;

/**
 * Signs that a column is not what it would be taken for: numbers in another writing and dates, which would become one
 * feature a cell; row numbers, which tell a learner the order of the file; names; and labels that are amounts.
 */
final class CsvOddities {
    /** In fewer rows a count or a set of different words is no sign of anything. */
    private static final int ENOUGH = 20;

    /** So many different values are kept to be counted. */
    private static final int MAX_DIFFERENT = 1_001;

    private final CsvFormat format;
    private final boolean label;
    private final Set<String> values = new HashSet<>();
    private final Set<Long> counted = new HashSet<>();
    private long cells;
    private long foreign;
    private long dates;
    private boolean allWhole = true;
    private boolean allNumbers = true;
    private boolean counting = true;
    private long least = Long.MAX_VALUE;
    private long greatest = Long.MIN_VALUE;
    private String firstForeign = "";
    private String firstDate = "";

    /**
     * Nothing seen yet.
     *
     * @param label whether numbers are counted too: of thousands of columns of measurements that would be a second table
     */
    CsvOddities(CsvFormat format, boolean label) {
        this.format = format;
        this.label = label;
    }

    /** Notes a cell that is not missing. */
    void see(String cell) {
        cells++;
        boolean number = format.isNumber(cell);
        if ((label || !number) && values.size() < MAX_DIFFERENT) {
            values.add(cell);
        }
        if (number) {
            see(format.value(cell));
            return;
        }
        allNumbers = false;
        counting = false;
        if (CsvDates.isDate(cell)) {
            firstDate = dates++ == 0 ? cell : firstDate;
        } else if (format.isForeign(cell)) {
            firstForeign = foreign++ == 0 ? cell : firstForeign;
        }
    }

    private void see(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1L << 53;
        allWhole &= whole;
        counting &= whole && counted.add((long) value);
        if (counting) {
            least = Math.min(least, (long) value);
            greatest = Math.max(greatest, (long) value);
        } else {
            counted.clear();
        }
    }

    int different() {
        return values.size();
    }

    /** Every whole number from the least to the greatest once, in whatever order. */
    private boolean isCount() {
        return counting && cells > 0 && greatest - least + 1 == cells;
    }

    void check(String where, String name, boolean numbers, int words) {
        if (2 * foreign > cells || (foreign > 0 && !numbers && words == foreign)) {
            throw BadInput.in(
                    where,
                    "holds numbers in another writing, such as '" + firstForeign + "'",
                    "say decimal=comma or thousands=comma, point or space, or else categorical=" + name);
        }
        if (2 * dates > cells) {
            throw BadInput.in(
                    where,
                    "holds dates, such as '" + firstDate + "'",
                    "say date=" + name + " to read them as days, or drop=" + name);
        }
        boolean unnamed = name.matches("column\\d+|Unnamed: ?\\d+");
        if (isCount() && (cells >= ENOUGH || (unnamed && cells > 1))) {
            throw BadInput.in(
                    where,
                    "numbers the rows from " + least + " to " + greatest,
                    "leave it out with drop=" + name + ", or say keep=" + name);
        }
        if (!numbers && cells >= ENOUGH && 2L * values.size() > cells) {
            throw BadInput.in(
                    where,
                    "has " + (values.size() < MAX_DIFFERENT ? String.valueOf(values.size()) : "over 1,000")
                            + " different texts in " + cells + " rows: names, not kinds",
                    "leave it out with drop=" + name + ", or say categorical=" + name);
        }
    }

    void checkLabel(String where, String name) {
        boolean amounts = allNumbers && (!allWhole || (values.size() > ENOUGH && 5L * values.size() > cells));
        if (amounts || 2 * foreign > cells) {
            throw BadInput.in(
                    where,
                    "holds amounts, not classes: " + (values.size() < MAX_DIFFERENT ? values.size() : "over 1,000")
                            + " different numbers in " + cells + " rows",
                    "name a column of classes as label, or say categorical=" + name + " for a class each");
        }
    }
}
