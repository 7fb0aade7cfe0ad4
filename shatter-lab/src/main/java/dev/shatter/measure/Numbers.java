package dev.shatter.measure;

import java.util.Locale;

/** Numbers in notes. */
final class Numbers {
    private Numbers() {}

    static String text(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }
}
