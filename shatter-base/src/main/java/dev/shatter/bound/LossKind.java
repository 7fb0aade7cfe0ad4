package dev.shatter.bound;

/** The loss whose risk a certificate bounds. */
public enum LossKind {
    /** 1 if the right class is not the strict argmax, else 0; ties are errors. */
    ZERO_ONE("0-1 loss"),
    /** −ln max(p_y, p_min)/ln(1/p_min), in [0, 1]; not above the 0-1 loss. */
    BOUNDED_CROSS_ENTROPY("bounded cross-entropy"),
    /** min(1, −lg p_y): in [0, 1] and never under the 0-1 loss, since p_y ≤ 1/2 where y is not the strict argmax. */
    CLIPPED_CROSS_ENTROPY("cross-entropy in bits, clipped at 1"),
    /** Hinge loss, unbounded in general. */
    HINGE("hinge loss"),
    /** min(1, hinge): in [0, 1] and never under the 0-1 loss. */
    CLIPPED_HINGE("clipped hinge loss"),
    /** Any other loss in [0, 1], named by the caller's documents. */
    UNIT_INTERVAL("a loss in [0, 1]");

    private final String words;

    LossKind(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
