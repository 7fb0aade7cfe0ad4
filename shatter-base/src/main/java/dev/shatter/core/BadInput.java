package dev.shatter.core;

import java.nio.file.Path;

/**
 * Something the user gave cannot be used. The message is one plain sentence: where, what is wrong, what to do.
 *
 * <p>The command line prints it to standard error and ends with exit code 2; no stack trace reaches the terminal.
 */
public final class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private BadInput(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    private BadInput(String sentence) {
        super(sentence);
    }

    /**
     * The plain error at a place.
     *
     * @param where the file, option or field, with the place inside it ("labels.gz, byte 8", "--lr")
     * @param problem what is wrong, lower case, no full stop
     * @param remedy what the user can do, lower case, no full stop
     */
    public static BadInput in(String where, String problem, String remedy) {
        return new BadInput(sentence(where, problem, remedy));
    }

    public static BadInput in(Path file, String problem, String remedy) {
        return in(file.toString(), problem, remedy);
    }

    /** As {@link #in(String, String, String)}, keeping what was caught for the log. */
    public static BadInput in(String where, String problem, String remedy, Throwable cause) {
        return new BadInput(sentence(where, problem, remedy), cause);
    }

    /** The sentence; never null. */
    public String sentence() {
        return String.valueOf(getMessage());
    }

    private static String sentence(String where, String problem, String remedy) {
        String text = where + ": " + problem + "; " + remedy + ".";
        return Printable.of(text.replaceAll("\\s*\\R\\s*", " "));
    }
}
