package dev.shatter.app;

import dev.shatter.core.Json;
import java.io.PrintWriter;
import java.util.function.LongSupplier;

/**
 * What a command may say. Results go to standard output, everything else to standard error, so that output can be piped.
 *
 * <p>With {@code --json} standard output holds exactly one JSON value: {@link #line} and {@link #table} then say nothing,
 * and {@link #json} is the only one to print. {@code --quiet} silences notes and progress.
 */
public final class Console {
    private final PrintWriter out;
    private final PrintWriter err;
    private final Terminal terminal;
    private final boolean json;
    private final boolean quiet;
    private boolean answered;

    public Console(PrintWriter out, PrintWriter err, Terminal terminal, boolean json, boolean quiet) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
        this.json = json;
        this.quiet = quiet;
    }

    /** Whether the caller asked for JSON. */
    public boolean wantsJson() {
        return json;
    }

    /** Width to format for. */
    public int columns() {
        return terminal.columns();
    }

    /** A line of the result, for a person. */
    public void line(String text) {
        if (!json) {
            out.println(text);
        }
    }

    /** A table of the result, for a person. */
    public void table(TextTable table) {
        if (!json) {
            // At once: each println goes to the operating system by itself.
            line(String.join(System.lineSeparator(), table.lines(terminal.columns())));
        }
    }

    /**
     * The whole result, for a program; without {@code --json} it is not printed, so commands may say both.
     *
     * @param value a record, map, list or tree
     * @throws IllegalStateException if called twice: a program reads one value
     */
    public void json(Object value) {
        if (answered) {
            throw new IllegalStateException("a command answers with one JSON value");
        }
        answered = true;
        if (json) {
            out.print(Json.pretty(value));
            out.flush();
        }
    }

    /** A remark beside the result: what is being done, a warning. */
    public void note(String text) {
        if (!quiet) {
            err.println(text);
        }
    }

    /** Progress of something whose end is known. */
    public ProgressLine progress(String what) {
        return progress(what, System::nanoTime);
    }

    ProgressLine progress(String what, LongSupplier nanoseconds) {
        return new ProgressLine(
                err, quiet ? ProgressLine.Style.SILENT : style(), terminal.columns(), what, nanoseconds);
    }

    private ProgressLine.Style style() {
        return terminal.err() ? ProgressLine.Style.REWRITE : ProgressLine.Style.LINES;
    }
}
