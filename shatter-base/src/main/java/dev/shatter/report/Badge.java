package dev.shatter.report;

/** A judgement in one word and one shape, readable without colour. */
public enum Badge {
    HOLDS("●"),
    FAILS("×"),
    UNDECIDED("○"),
    NOT_RUN("–");

    private final String shape;

    Badge(String shape) {
        this.shape = shape;
    }

    /** One character: filled disc, cross, ring, dash. */
    public String shape() {
        return shape;
    }

    /** Shape and word: {@code ● HOLDS}. */
    public String text() {
        return shape + " " + word();
    }

    String word() {
        return name().replace('_', ' ');
    }
}
