package dev.shatter.train;

import java.util.Locale;

/**
 * A moment whose weights are kept.
 *
 * @param unit what is counted
 * @param at so many of them done, at least 1
 */
public record Snapshot(Unit unit, long at) {
    /** What is counted. */
    public enum Unit {
        EPOCH,
        STEP
    }

    public Snapshot {
        if (at < 1) {
            throw new IllegalArgumentException(unit + " " + at);
        }
    }

    /** After an epoch, from 1. */
    public static Snapshot epoch(int epoch) {
        return new Snapshot(Unit.EPOCH, epoch);
    }

    /** After a step, from 1. */
    public static Snapshot step(long step) {
        return new Snapshot(Unit.STEP, step);
    }

    /**
     * After how many steps it is.
     *
     * @param ofEpoch steps of an epoch
     */
    public long steps(long ofEpoch) {
        return unit == Unit.STEP ? at : at * ofEpoch;
    }

    /** Its file in a run's folder: {@code weights-epoch-0001.safetensors}. */
    public String file() {
        return String.format(
                Locale.ROOT, "weights-%s-%04d.safetensors", unit.name().toLowerCase(Locale.ROOT), at);
    }
}
