package dev.shatter.report;

/** One entry of a table: how it is printed, and for CSV what it is. */
public sealed interface Cell {

    /** As printed, without the column's unit. */
    String text();

    /** Words. */
    record Words(String text) implements Cell {}

    /** A judgement. */
    record Judgement(Badge badge) implements Cell {
        @Override
        public String text() {
            return badge.text();
        }
    }

    /**
     * A number in its column's unit.
     *
     * @param low lower end of its interval, NaN without one
     * @param high upper end of its interval, NaN without one
     */
    record Quantity(double value, double low, double high, String text) implements Cell {}

    static Cell words(String text) {
        return new Words(text);
    }

    /** Nothing to report. */
    static Cell none() {
        return new Words(NumberText.NONE);
    }

    static Cell badge(Badge badge) {
        return new Judgement(badge);
    }

    static Cell count(long count) {
        return new Quantity(count, Double.NaN, Double.NaN, NumberText.count(count));
    }

    /** A number without an interval, to so many significant digits. */
    static Cell number(double value, int digits) {
        return new Quantity(value, Double.NaN, Double.NaN, NumberText.significant(value, digits));
    }

    /** A number with a fixed count of decimals, for columns that are compared line by line. */
    static Cell fixed(double value, int decimals) {
        return new Quantity(value, Double.NaN, Double.NaN, NumberText.fixed(value, decimals));
    }

    /** A number with its interval, to the digits this supports. */
    static Cell estimate(double value, double low, double high) {
        return new Quantity(value, low, high, NumberText.estimate(value, low, high));
    }

    /** A fraction and its interval, for a column whose unit is %. */
    static Cell percent(double fraction, double low, double high) {
        return estimate(100 * fraction, 100 * low, 100 * high);
    }

    static Cell seconds(double seconds) {
        return new Quantity(seconds, Double.NaN, Double.NaN, NumberText.duration(seconds));
    }
}
