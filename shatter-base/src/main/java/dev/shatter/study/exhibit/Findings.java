package dev.shatter.study.exhibit;

import java.util.Arrays;
import java.util.Locale;

/** What captions say first: sentences with numbers in them. */
public final class Findings {
    /** Said where a number needs runs that are not there. */
    public static final String NOT_ENOUGH = "There are not enough runs to compare.";

    private Findings() {}

    /**
     * As {@link String#format(Locale, String, Object...)}; {@link #NOT_ENOUGH} where one of the numbers is NaN or infinite,
     * which a mean over no runs is.
     */
    public static String of(String format, Object... values) {
        boolean whole =
                Arrays.stream(values).allMatch(value -> !(value instanceof Double number) || Double.isFinite(number));
        return whole ? String.format(Locale.ROOT, format, values) : NOT_ENOUGH;
    }
}
