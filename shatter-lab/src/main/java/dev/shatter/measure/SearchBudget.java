package dev.shatter.measure;

import dev.shatter.network.Architecture;

/**
 * How many examples a search may look at. Counted in multiplications, not in seconds, so that the same network gets the
 * same sample on every machine.
 */
public final class SearchBudget {
    /** Multiplications a search may spend: 10 to 20 seconds of two cores at 2·10¹⁰ to 5·10¹⁰ a second. */
    private static final double BUDGET = 4e11;

    /** Fewer examples than this make an error rate of 0.1 too coarse (standard error 0.04). */
    private static final int FEWEST = 50;

    private SearchBudget() {}

    /** Examples for a search of so many forward passes (a gradient counts three), at most n. */
    public static int examples(Architecture architecture, int passes, int n) {
        double affordable = BUDGET / ((double) architecture.multiplications() * passes);
        return (int) Math.min(n, Math.max(FEWEST, Math.min(affordable, Integer.MAX_VALUE)));
    }
}
