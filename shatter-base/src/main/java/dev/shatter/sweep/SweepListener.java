package dev.shatter.sweep;

/** Watches a sweep. */
public interface SweepListener {
    /** Something has moved on. */
    void at(Standing standing);

    /** A spec has its outcome. */
    default void ended(Outcome outcome) {}

    /** Watches nothing. */
    static SweepListener none() {
        return standing -> {};
    }
}
