package dev.shatter.app;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers in sentences and tables, written alike whatever the machine's language. */
public final class PlainFormat {
    /** From this length on a table may cut a text. */
    private static final int LONG = 24;

    /** So much of what texts have in common is shown before they part. */
    private static final int CONTEXT = 3;

    private PlainFormat() {}

    /** As {@link String#format(String, Object...)}, with a point before decimals and commas between thousands. */
    public static String of(String format, @Nullable Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /**
     * Texts that are not all equal, the long ones from shortly before the place where they part, so that no table cuts it
     * off: of {@code csv:/data/2024/train.csv} and {@code csv:/data/2025/train.csv} what begins with {@code …a/2024/}.
     */
    public static List<String> fromDifference(List<String> texts) {
        int shortest = texts.stream().mapToInt(String::length).min().orElse(0);
        String first = texts.isEmpty() ? "" : texts.get(0);
        int common = 0;
        while (common < shortest) {
            char next = first.charAt(common);
            int at = common;
            if (!texts.stream().allMatch(text -> text.charAt(at) == next)) {
                break;
            }
            common++;
        }
        int from = common - CONTEXT;
        return texts.stream()
                .map(text -> text.length() > LONG && from > 1 ? "…" + text.substring(from) : text)
                .toList();
    }
}
