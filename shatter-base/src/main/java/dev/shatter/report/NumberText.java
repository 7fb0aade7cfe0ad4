package dev.shatter.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * Numbers as a paper prints them: no more digits than their interval supports, thousands grouped, a true minus sign.
 *
 * <p>An interval's half width is rounded to one significant digit, or two if the first is 1, and its value to the same
 * place. An interval of no width, or of rounding errors only, is left out. Without an interval the caller says how many digits are worth printing. NaN is printed as a dash.
 */
public final class NumberText {
    /** What stands where there is no number. */
    public static final String NONE = "–";

    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    // Outside of this range positional notation has too many zeros to be read.
    private static final int LEAST_EXPONENT = -4;
    private static final int GREATEST_EXPONENT = 6;
    // An interval this lopsided is printed with both its ends: the longer side is over 1.25 times the shorter.
    private static final double LOPSIDED = 1.25;
    // Values that differ by less are equal but for rounding: what spreads them is no uncertainty.
    private static final double ROUNDING = 1e-12;

    private NumberText() {}

    /** A number to a count of significant digits, such as 1,730 or 0.0214 or 3.2 × 10⁻⁷. */
    public static String significant(double value, int digits) {
        if (!Double.isFinite(value)) {
            return unusual(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
        if (rounded.signum() == 0) {
            return "0";
        }
        int exponent = exponent(rounded);
        return exponent < LEAST_EXPONENT || exponent > GREATEST_EXPONENT
                ? scientific(rounded, exponent, digits - 1)
                : positional(rounded.setScale(Math.max(0, digits - 1 - exponent), RoundingMode.HALF_EVEN));
    }

    /** A number with a fixed count of decimals. */
    public static String fixed(double value, int decimals) {
        return Double.isFinite(value)
                ? positional(new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN))
                : unusual(value);
    }

    /** A value with its half width: {@code 50.9 ± 0.5}. */
    public static String plusMinus(double value, double half) {
        if (!Double.isFinite(value) || !Double.isFinite(half)) {
            return Double.isNaN(half) || Double.isNaN(value)
                    ? significant(value, 3)
                    : significant(value, 2) + " ± " + unusual(half);
        }
        if (half <= ROUNDING * Math.abs(value)) {
            return significant(value, 4);
        }
        int place = lastPlace(half);
        BigDecimal v = new BigDecimal(value).setScale(-place, RoundingMode.HALF_EVEN);
        BigDecimal h = new BigDecimal(half).setScale(-place, RoundingMode.HALF_EVEN);
        int exponent = exponent(v.signum() == 0 ? h : v.abs().max(h));
        if (place < LEAST_EXPONENT - 1 || exponent > GREATEST_EXPONENT) {
            int decimals = Math.max(0, exponent - place);
            return "(" + positional(v.scaleByPowerOfTen(-exponent).setScale(decimals, RoundingMode.HALF_EVEN)) + " ± "
                    + positional(h.scaleByPowerOfTen(-exponent).setScale(decimals, RoundingMode.HALF_EVEN)) + ") × 10"
                    + superscript(exponent);
        }
        return positional(v) + " ± " + positional(h);
    }

    /**
     * An estimate with its interval: {@code 50.9 ± 0.5} where it is about symmetric, otherwise {@code 0.42 [0.38, 0.51]}.
     *
     * @throws IllegalArgumentException if low is above high
     */
    public static String estimate(double value, double low, double high) {
        if (low > high) {
            throw new IllegalArgumentException("interval [" + low + ", " + high + "]");
        }
        double below = value - low;
        double above = high - value;
        double longer = Math.max(below, above);
        if (!Double.isFinite(longer)
                || longer <= ROUNDING * Math.abs(value)
                || longer <= LOPSIDED * Math.min(below, above)) {
            return plusMinus(value, (high - low) / 2);
        }
        int place = lastPlace((high - low) / 2);
        if (place < LEAST_EXPONENT - 1 || exponent(new BigDecimal(longer + Math.abs(value))) > GREATEST_EXPONENT) {
            return significant(value, 2) + " [" + significant(low, 2) + ", " + significant(high, 2) + "]";
        }
        return at(value, place) + " [" + at(low, place) + ", " + at(high, place) + "]";
    }

    /** A fraction with its interval in percent: {@code 50.9 ± 0.5 %}. */
    public static String percent(double fraction, double low, double high) {
        return estimate(100 * fraction, 100 * low, 100 * high) + " %";
    }

    /** A probability of a test: two digits, or {@code < 0.001}. */
    public static String pValue(double p) {
        return p < 0.001 ? "< 0.001" : significant(p, 2);
    }

    public static String count(long count) {
        return positional(BigDecimal.valueOf(count));
    }

    /** A time: {@code 0.34 s}, {@code 12 s}, {@code 3 min 20 s}, {@code 2 h 05 min}. */
    public static String duration(double seconds) {
        if (!(seconds >= 0) || Double.isInfinite(seconds)) {
            return unusual(seconds);
        }
        if (seconds < 9.95) {
            return seconds < 0.0005 ? "0 s" : significant(seconds, 2) + " s";
        }
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        if (whole < 3600) {
            return whole / 60 + " min " + String.format(Locale.ROOT, "%02d s", whole % 60);
        }
        long minutes = Math.round(seconds / 60);
        return count(minutes / 60) + " h " + String.format(Locale.ROOT, "%02d min", minutes % 60);
    }

    /** A size in memory or on disk, in powers of 1024: {@code 9.2 GiB}. */
    public static String bytes(long bytes) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
        double size = bytes;
        int unit = 0;
        while (Math.abs(size) >= 1023.5 && unit < units.length - 1) {
            size /= 1024;
            unit++;
        }
        return (unit == 0 || Math.abs(size) >= 99.5 ? fixed(size, 0) : significant(size, 2)) + " " + units[unit];
    }

    private static int lastPlace(double half) {
        BigDecimal h = new BigDecimal(half);
        int first = exponent(h);
        boolean leadingOne = h.scaleByPowerOfTen(-first).compareTo(BigDecimal.valueOf(2)) < 0;
        return leadingOne ? first - 1 : first;
    }

    private static String at(double value, int place) {
        return positional(new BigDecimal(value).setScale(-place, RoundingMode.HALF_EVEN));
    }

    private static int exponent(BigDecimal v) {
        return v.precision() - v.scale() - 1;
    }

    private static String positional(BigDecimal v) {
        if (v.signum() == 0) {
            // A rounded −0.04 is 0, not −0.
            return String.format(Locale.ROOT, "%." + Math.max(0, v.scale()) + "f", 0.0);
        }
        return String.format(Locale.ROOT, "%,." + Math.max(0, v.scale()) + "f", v)
                .replace('-', '−');
    }

    private static String scientific(BigDecimal v, int exponent, int decimals) {
        return positional(v.scaleByPowerOfTen(-exponent).setScale(decimals, RoundingMode.HALF_EVEN)) + " × 10"
                + superscript(exponent);
    }

    private static String superscript(int number) {
        StringBuilder text = new StringBuilder(number < 0 ? "⁻" : "");
        Integer.toString(Math.abs(number)).chars().forEach(c -> text.append(SUPERSCRIPTS.charAt(c - '0')));
        return text.toString();
    }

    private static String unusual(double value) {
        return Double.isNaN(value) ? NONE : value > 0 ? "∞" : "−∞";
    }
}
