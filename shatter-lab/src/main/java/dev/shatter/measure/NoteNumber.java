package dev.shatter.measure;

import java.util.Locale;

/** Numbers in notes. */
public final class NoteNumber {
    private NoteNumber() {}

    public static String text(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }
}
