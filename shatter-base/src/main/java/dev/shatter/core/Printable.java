package dev.shatter.core;

/** Text that may come from anywhere, a file's name for instance, as it can safely be shown in a terminal. */
public final class Printable {
    private Printable() {}

    /**
     * The text with every control character, line separator and invisible format character written as an escape of Java
     * ({@code \}{@code u001b}): nothing in it moves the cursor, changes colours, reorders or breaks the line.
     */
    public static String of(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (isSafe(c)) {
                safe.appendCodePoint(c);
            } else {
                safe.append(c < 0x10000 ? String.format("\\u%04x", c) : String.format("\\u{%x}", c));
            }
        });
        return safe.toString();
    }

    private static boolean isSafe(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
