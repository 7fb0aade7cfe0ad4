package dev.shatter.study;

import dev.shatter.report.NumberText;
import java.util.Locale;

/** Numbers in sentences. */
final class StatedNumber {
    private StatedNumber() {}

    /** As {@link #number}, with a true minus sign and tiny numbers as powers of ten: for pictures. */
    static String typeset(double value) {
        return value != 0 && Math.abs(value) < 1e-4
                ? NumberText.significant(value, 1)
                : number(value).replace('-', '−');
    }

    /** At most four significant digits, no trailing zeros. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "none" : value > 0 ? "infinity" : "-infinity";
        }
        String text = new java.math.BigDecimal(value)
                .round(new java.math.MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
        return text.length() > 12 ? String.format(Locale.ROOT, "%.3g", value) : text;
    }
}
