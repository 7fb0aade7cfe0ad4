package dev.shatter.core;

/**
 * How long something will still take, judged by its own pace: t (1 − f) / (f − f0) seconds at fraction f done, t after it stood
 * at f0. That is where it was first told, not at 0 if it goes on from a checkpoint, or where it last fell back to, as at the next
 * of several steps. Not safe for use from several threads.
 */
public final class Pace {
    /** Before a fiftieth is done or two seconds have passed, a guess of the rest jumps about. */
    private static final double EARLY = 0.02;

    private static final double EARLY_SECONDS = 2;

    private double first;
    private long start;
    private double last = Double.NaN;
    private long now;

    /**
     * It stands there now.
     *
     * @param fraction done, 0 to 1
     * @param nanoseconds of a clock whose zero does not matter
     */
    public void at(double fraction, long nanoseconds) {
        if (!(fraction >= last)) {
            first = fraction;
            start = nanoseconds;
        }
        last = fraction;
        now = nanoseconds;
    }

    /** From where it was last told to its end; NaN before that means something. */
    public double secondsLeft() {
        return Math.max(0, 1 - last) * seconds();
    }

    /** From fraction 0 to its end; NaN before that means something. */
    public double seconds() {
        double gained = last - first;
        double seconds = (now - start) / 1e9;
        boolean early = gained <= 0 || gained < EARLY * (1 - first) || seconds < EARLY_SECONDS;
        return early ? Double.NaN : seconds / gained;
    }
}
