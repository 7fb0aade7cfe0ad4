package dev.shatter.data.table;

import dev.shatter.core.Parameter;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates and times as days since 1970-01-01, with the time of day as a fraction; time zones are left aside. */
enum CsvDates {
    /** {@code 2024-03-31}, {@code 2024/3/31}, {@code 2024-03-31T18:30:00Z}. */
    ISO(1, 2, 3, "(\\d{4})[-/](\\d{1,2})[-/](\\d{1,2})"),
    /** {@code 31.3.2024}, {@code 31/3/2024}. */
    DMY(3, 2, 1, "(\\d{1,2})[-/.](\\d{1,2})[-/.](\\d{4})"),
    /** {@code 3/31/2024}. */
    MDY(3, 1, 2, "(\\d{1,2})[-/.](\\d{1,2})[-/.](\\d{4})");

    static final Parameter COLUMNS = Parameter.text(
                    "date", "", "columns of dates, read as days since 1970-01-01, joined by +")
            .later();
    static final Parameter ORDER = Parameter.choice(
                    "date-order", List.of("iso", "dmy", "mdy"), "order of year, month and day in dates: iso is y-m-d")
            .later();

    private static final int SECONDS = 86_400;

    private final int year;
    private final int month;
    private final int day;
    private final Pattern pattern;

    CsvDates(int year, int month, int day, String date) {
        this.year = year;
        this.month = month;
        this.day = day;
        this.pattern = Pattern.compile(
                date + "(?:[T ](\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,]\\d{1,9})?)?\\s?(?:Z|UTC|[+-]\\d{2}:?\\d{2})?)?");
    }

    /** The day of a cell; empty if it is no date of this order. */
    OptionalDouble day(String cell) {
        Matcher matcher = pattern.matcher(cell);
        if (cell.length() > 40 || !matcher.matches()) {
            return OptionalDouble.empty();
        }
        try {
            long days = LocalDate.of(number(matcher, year), number(matcher, month), number(matcher, day))
                    .toEpochDay();
            int seconds = 3600 * number(matcher, 4) + 60 * number(matcher, 5) + number(matcher, 6);
            return OptionalDouble.of(days + (double) seconds / SECONDS);
        } catch (DateTimeException e) {
            return OptionalDouble.empty();
        }
    }

    private static int number(Matcher matcher, int group) {
        return matcher.group(group) == null ? 0 : Integer.parseInt(matcher.group(group));
    }

    /** Whether a cell is a date of some order. */
    static boolean isDate(String cell) {
        return ISO.day(cell).isPresent()
                || DMY.day(cell).isPresent()
                || MDY.day(cell).isPresent();
    }
}
