package dev.shatter.app;

/**
 * What the process's output is connected to.
 *
 * <p>The JDK cannot ask it per stream, so the launcher says it in system properties {@code shatter.terminal.*}; without
 * the launcher everything counts as a pipe.
 *
 * @param out standard output is a terminal
 * @param err standard error is a terminal: progress may rewrite its line
 * @param columns width to format for, 80 to 120
 */
public record Terminal(boolean out, boolean err, int columns) {
    private static final int NARROW = 80;
    private static final int WIDE = 120;

    public Terminal {
        columns = Math.max(NARROW, Math.min(WIDE, columns));
    }

    /** No terminal anywhere: plain lines, no colour, 100 columns. */
    public static Terminal pipe() {
        return new Terminal(false, false, 100);
    }

    /** As the launcher found it. */
    public static Terminal ofProcess() {
        return new Terminal(
                Boolean.getBoolean("shatter.terminal.out"),
                Boolean.getBoolean("shatter.terminal.err"),
                Integer.getInteger("shatter.terminal.columns", 100));
    }

    /** Colour on standard output: on a terminal that does not decline it, see no-color.org. */
    public boolean colour() {
        String declined = System.getenv("NO_COLOR");
        return out && (declined == null || declined.isEmpty());
    }
}
