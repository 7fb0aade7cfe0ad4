package dev.shatter.experiment.alter;

import dev.shatter.core.BadInput;
import dev.shatter.core.Entry;
import dev.shatter.core.Variant;
import dev.shatter.network.Network;

/** A way to change the weights of a trained network that keeps its architecture. Deterministic. */
public interface Alteration extends Entry {
    /**
     * Changes the weights in place.
     *
     * @param where what to name in messages
     * @param options a value for each parameter
     * @throws BadInput if it is not defined for this network
     */
    void alter(String where, Network network, Variant options);
}
