package dev.shatter.measure;

import dev.shatter.network.Operation;
import dev.shatter.network.Placed;

/** A measure is not defined for a network, with the reason in a sentence's middle: lower case, no full stop. */
public final class Unmeasurable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Unmeasurable(String reason) {
        super(reason);
    }

    /** For a layer that lacks a property: that it is not known, where it is not; else the given reason. */
    public static Unmeasurable of(Placed place, String reason) {
        return new Unmeasurable(place.operation()
                .flatMap(Operation::opaque)
                .map(why -> "the model's layers are not known: " + why)
                .orElse(reason));
    }
}
