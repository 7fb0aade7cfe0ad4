package dev.shatter.core;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as people type them: 0.05, 5e-2; a percentage is refused with the number that it means. */
public final class Decimal {
    private static final Pattern PERCENTAGE = Pattern.compile("([+-]?\\d*\\.?\\d+)\\s*%");

    private Decimal() {}

    /**
     * The number that a text is; NaN and infinities included.
     *
     * @param place what it was given for, for the message
     * @throws BadInput if it is none
     */
    public static double parse(String place, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            Matcher percentage = PERCENTAGE.matcher(text.strip());
            String remedy = percentage.matches()
                    ? "write "
                            + new BigDecimal(percentage.group(1))
                                    .movePointLeft(2)
                                    .toPlainString()
                    : "write a number such as 0.01";
            throw BadInput.in(place, "'" + text + "' is not a finite number", remedy, e);
        }
    }
}
