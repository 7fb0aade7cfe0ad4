package dev.shatter.bound;

import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;

/** Tolerances for values printed to a number of decimals. */
final class Digits {
    static final Offset<Double> SIX = within(5.01e-7);
    static final Offset<Double> TWO = within(5.01e-3);

    private Digits() {}
}
