package dev.shatter.app;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How far something is: one line that rewrites itself on a terminal, a plain line every ten seconds in a pipe, which says
 * nothing of what is over sooner.
 *
 * <p>Time left is t (1 − f) / (f − f0) at fraction f done, t after it stood at f0: when it was first told, not at 0 if it goes
 * on from a checkpoint, or when it last fell back, as at the next of several steps. Shown once it means something. May be told
 * from any thread.
 */
public final class Progress implements AutoCloseable {
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
    /** Before a fiftieth is done or two seconds have passed, a guess of the rest jumps about. */
    private static final double EARLY = 0.02;

    private static final double EARLY_SECONDS = 2;

    private final PrintWriter err;
    private final Style style;
    private final int columns;
    private final String what;
    private final LongSupplier clock;
    private long start;
    private long last;
    private double first;
    private double told = Double.POSITIVE_INFINITY;
    private boolean shown;
    private boolean drawn;

    Progress(PrintWriter err, Style style, int columns, String what, LongSupplier clock) {
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
    public synchronized void at(double fraction, String detail) {
        long now = clock.getAsLong();
        if (fraction < told) {
            first = fraction;
            start = now;
        }
        told = fraction;
        boolean due = style == Style.REWRITE ? !shown || now - last >= style.pause : now - last >= style.pause;
        if (style == Style.SILENT || !(due || (shown && fraction >= 1))) {
            return;
        }
        shown = true;
        last = now;
        double seconds = (now - start) / 1e9;
        StringBuilder line = new StringBuilder(what);
        line.append(Text.of(" %3.0f %%", 100 * Math.max(0, Math.min(1, fraction))));
        line.append(detail.isEmpty() ? "" : "  " + detail);
        double gained = fraction - first;
        if (gained >= EARLY * (1 - first) && seconds >= EARLY_SECONDS && fraction < 1) {
            line.append("  ")
                    .append(duration(seconds * (1 - fraction) / gained))
                    .append(" left");
        }
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
            return Text.of("%d min %02d s", whole / 60, whole % 60);
        }
        return Text.of("%d h %02d min", whole / 3600, whole % 3600 / 60);
    }
}
