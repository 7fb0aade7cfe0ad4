package dev.shatter.train;

import dev.shatter.core.Entry;
import dev.shatter.core.Variant;

/** Learning rate over time, as a factor of the optimiser's own rate. */
public interface Schedule extends Entry {
    /**
     * The factor at a moment.
     *
     * @param options this schedule's options
     * @param epoch epochs done so far, with the fraction of the current one: 0 at the first step
     * @param epochs most epochs the run may take
     */
    double factor(Variant options, double epoch, int epochs);
}
