package dev.shatter.data.table;

import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How numbers are written: {@code 1234.5}, {@code 1.234,5} or {@code 1 234,5}.
 *
 * @param decimal between units and tenths
 * @param thousands what may stand between groups of three digits: characters, or empty
 * @param number matches a whole cell
 */
record CsvFormat(char decimal, String thousands, Pattern number) {
    /** Longer than any number people write: the sign, 309 digits and 17 decimals of a double are fewer. */
    private static final int LONGEST = 400;

    private static final Map<String, String> THOUSANDS = Map.of(
            "none",
            "",
            "comma",
            ",",
            "point",
            ".",
            "space",
            " \u00a0\u202f",
            "apostrophe",
            "'\u2019",
            "underscore",
            "_");

    static final Parameter DECIMAL = Parameter.choice(
                    "decimal", List.of("point", "comma"), "what stands between units and tenths of numbers")
            .later();
    static final Parameter GROUPS = Parameter.choice(
                    "thousands",
                    List.of("none", "comma", "point", "space", "apostrophe", "underscore"),
                    "what may stand between groups of three digits")
            .later();

    /** A number in some other writing: groups of three digits, or a comma or point before the last digits. */
    private static final Pattern FOREIGN =
            Pattern.compile("[+-]?\\d{1,3}(?:[,. '\u2019_\u00a0\u202f]\\d{3})*+(?:[.,]\\d++)?+|[+-]?\\d++[.,]\\d++");

    /** {@code 1234.5}. */
    static final CsvFormat PLAIN = of('.', "");

    static CsvFormat of(Variant variant) {
        return of(
                variant.text("decimal").equals("comma") ? ',' : '.',
                THOUSANDS.getOrDefault(variant.text("thousands"), ""));
    }

    private static CsvFormat of(char decimal, String thousands) {
        String point = Pattern.quote(String.valueOf(decimal));
        // Possessive throughout: a cell of n digits is matched or given up in n steps. Java's own reader of numbers
        // would
        // also take "1d" and "0x1p3".
        String whole = thousands.isEmpty() ? "\\d++" : "(?:\\d{1,3}(?:[" + thousands + "]\\d{3})++(?!\\d)|\\d++)";
        return new CsvFormat(
                decimal,
                thousands,
                Pattern.compile(
                        "[+-]?+(?:" + whole + "(?:" + point + "\\d*+)?+|" + point + "\\d++)(?:[eE][+-]?+\\d{1,4})?+"));
    }

    boolean isNumber(String cell) {
        return cell.length() <= LONGEST && number.matcher(cell).matches();
    }

    /** Whether a cell that is no number in this writing would be one in another. */
    boolean isForeign(String cell) {
        return cell.length() <= LONGEST
                && !isNumber(cell)
                && FOREIGN.matcher(cell).matches();
    }

    /** The value of a cell that {@link #isNumber}. */
    double value(String cell) {
        String plain = cell;
        for (int i = 0; i < thousands.length(); i++) {
            plain = plain.replace(thousands.substring(i, i + 1), "");
        }
        return Double.parseDouble(plain.replace(decimal, '.'));
    }
}
