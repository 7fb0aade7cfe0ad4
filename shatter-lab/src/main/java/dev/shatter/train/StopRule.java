package dev.shatter.train;

import dev.shatter.core.Entry;
import dev.shatter.core.Variant;
import java.util.List;

/** Ends a training before its last epoch; asked after every epoch. */
public interface StopRule extends Entry {
    /**
     * Whether training is over.
     *
     * @param options this rule's options
     * @param rows the record of every epoch so far, at least one
     */
    boolean ends(Variant options, List<EpochRow> rows);

    /** Whether it looks at the clock, so that what else the machine does decides the result. */
    default boolean timed() {
        return false;
    }

    /** Whether the weights of the best epoch on the validation part are the ones to end with. */
    default boolean keepsBest() {
        return false;
    }
}
