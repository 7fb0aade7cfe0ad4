package dev.shatter.app;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers in sentences and tables, written alike whatever the machine's language. */
public final class PlainFormat {
    private PlainFormat() {}

    /** As {@link String#format(String, Object...)}, with a point before decimals and commas between thousands. */
    public static String of(String format, @Nullable Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
