package dev.shatter.measure;

/** A measure is not defined for a network, with the reason in a sentence's middle: lower case, no full stop. */
public final class Unmeasurable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Unmeasurable(String reason) {
        super(reason);
    }
}
