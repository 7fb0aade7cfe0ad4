package dev.shatter.app;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;

/**
 * Walks the common paths once, silently: the launcher runs it after a build to write the class-data archive, which holds
 * the classes that were loaded here. What is not walked still works, only slower to start.
 */
public final class Rehearsal {
    private static final List<String> LINES =
            List.of("--help", "--version", "version --json", "nonsense", "completion");

    private Rehearsal() {}

    /** Ends normally whatever the commands say. */
    public static void main(String[] args) {
        for (String line : LINES) {
            PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
            Main.run(nowhere, nowhere, Terminal.pipe(), line.split(" "));
        }
    }
}
