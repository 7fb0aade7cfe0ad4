package dev.shatter.core;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A command line to be pasted into a POSIX shell: words that a shell would take apart or expand stand in single quotes. */
public final class ShellLine {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,@%+-]+");

    private ShellLine() {}

    /** The words as one line. */
    public static String of(String... words) {
        return of(Arrays.asList(words));
    }

    /** The words as one line. */
    public static String of(List<String> words) {
        return words.stream().map(ShellLine::word).collect(Collectors.joining(" "));
    }

    private static String word(String word) {
        if (PLAIN.matcher(word).matches()) {
            return word;
        }
        boolean shown = Printable.of(word).equals(word);
        return shown ? "'" + word.replace("'", "'\\''") + "'" : "$'" + escaped(word) + "'";
    }

    /** As ANSI C writes it, which bash, zsh and ksh read: nothing that a terminal would act on. */
    private static String escaped(String word) {
        return Printable.of(word.replace("\\", "\\\\").replace("'", "\\'"));
    }
}
