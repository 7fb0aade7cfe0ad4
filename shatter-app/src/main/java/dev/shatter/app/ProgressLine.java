package dev.shatter.app;

import dev.shatter.core.Pace;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How far something is: one line that rewrites itself on a terminal, a plain line every ten seconds in a pipe, which says
 * nothing of what is over sooner.
 *
 * <p>Time left is judged by the {@link Pace} unless the teller knows better, and is shown once it means something. May be told from
 * any thread.
 */
public final class ProgressLine implements AutoCloseable {
    /** How it is shown. */
    enum Style {
        REWRITE(Duration.ofMillis(100)),
        LINES(Duration.ofSeconds(10)),
        SILENT(Duration.ZERO);

        private final long pause;

        Style(Duration pause) {
            this.pause = pause.toNanos();
        }
    }

    private static final String ERASE = "\r\u001b[K";

    private final PrintWriter err;
    private final Style style;
    private final int columns;
    private final String what;
    private final LongSupplier clock;
    private final Pace pace = new Pace();
    private long last;
    private boolean shown;
    private boolean drawn;

    ProgressLine(PrintWriter err, Style style, int columns, String what, LongSupplier clock) {
        this.err = err;
        this.style = style;
        this.columns = columns;
        this.what = what;
        this.clock = clock;
        this.last = clock.getAsLong();
    }

    /**
     * Where it stands; most calls print nothing.
     *
     * @param fraction done, 0 to 1
     * @param detail what to say beside it, for instance {@code epoch 3/30, train 0.41}
     */
    public void at(double fraction, String detail) {
        at(fraction, () -> detail);
    }

    /** As above; the detail is made only when it is printed. */
    public synchronized void at(double fraction, Supplier<String> detail) {
        pace.at(fraction, clock.getAsLong());
        at(fraction, pace.secondsLeft(), detail);
    }

    /**
     * Where it stands, told by one that knows more of the rest than the pace so far.
     *
     * @param secondsLeft to the end; NaN if not known
     */
    public void at(double fraction, double secondsLeft, String detail) {
        at(fraction, secondsLeft, () -> detail);
    }

    private synchronized void at(double fraction, double secondsLeft, Supplier<String> detail) {
        long now = clock.getAsLong();
        boolean due = style == Style.REWRITE ? !shown || now - last >= style.pause : now - last >= style.pause;
        if (style == Style.SILENT || !(due || (shown && fraction >= 1))) {
            return;
        }
        shown = true;
        last = now;
        StringBuilder line = new StringBuilder(what);
        line.append(PlainFormat.of(" %3.0f %%", 100 * Math.max(0, Math.min(1, fraction))));
        // Before the detail: on a narrow terminal the line is cut at its end.
        if (secondsLeft >= 0 && fraction < 1) {
            line.append("  ").append(duration(secondsLeft)).append(" left");
        }
        String words = detail.get();
        line.append(words.isEmpty() ? "" : "  " + words);
        if (style == Style.REWRITE) {
            err.print(ERASE + line.substring(0, Math.min(line.length(), columns - 1)));
            drawn = true;
        } else {
            err.println(line);
        }
        err.flush();
    }

    /** A line that stays, above the moving one. */
    public synchronized void line(String text) {
        if (style == Style.SILENT) {
            return;
        }
        erase();
        err.println(text);
        err.flush();
    }

    /** Clears the moving line. */
    @Override
    public synchronized void close() {
        erase();
        err.flush();
    }

    private void erase() {
        if (drawn) {
            err.print(ERASE);
            drawn = false;
        }
    }

    /** A length of time for people: {@code 8 s}, {@code 3 min 20 s}, {@code 2 h 05 min}. */
    public static String duration(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        if (whole < 3600) {
            return PlainFormat.of("%d min %02d s", whole / 60, whole % 60);
        }
        return PlainFormat.of("%d h %02d min", whole / 3600, whole % 3600 / 60);
    }
}
