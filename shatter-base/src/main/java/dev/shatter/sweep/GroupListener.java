package dev.shatter.sweep;

import dev.shatter.spec.Spec;

/** Told how tasks go that one process carries out at once. */
public interface GroupListener {
    /** A share of a spec's run is done, in [0, 1]. */
    void at(Spec spec, double fraction);

    /** A task has ended; the last news of it. */
    void ended(Outcome outcome);
}
