package dev.shatter.measure;

import java.util.Locale;

/** Numbers in notes. */
public final class Numbers {
    private Numbers() {}

    public static String text(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }
}
