package dev.shatter.bound;

/** What a statement promises. */
public enum Guarantee {
    /** Holds with probability at least 1 − δ over the sample: may be shown as a certificate. */
    IN_PROBABILITY("with probability at least 1 - delta"),
    /** Holds only on average over samples: never a certificate for one trained network. */
    IN_EXPECTATION("in expectation only"),
    /** Always true: an equality or an inequality without chance. */
    EXACT("always"),
    /** No promise: a number that may go along with the gap. */
    NONE("no guarantee");

    private final String words;

    Guarantee(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
