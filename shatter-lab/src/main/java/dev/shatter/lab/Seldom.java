package dev.shatter.lab;

import java.util.function.DoubleConsumer;

/**
 * Passes on a number now and then: a small network makes thousands of steps a second, and news of each costs as much as the step
 * where it goes through a pipe to a process that wants to be woken for it.
 */
final class Seldom implements DoubleConsumer {
    private static final long NANOSECONDS = 100_000_000;

    private final DoubleConsumer told;
    private long next = System.nanoTime();

    Seldom(DoubleConsumer told) {
        this.told = told;
    }

    @Override
    public void accept(double value) {
        long now = System.nanoTime();
        if (now - next >= 0) {
            next = now + NANOSECONDS;
            told.accept(value);
        }
    }
}
