package dev.shatter.bound;

/** Whose risk a certificate bounds. */
public enum Predictor {
    /** The network at hand, as used at test time. */
    DETERMINISTIC("this network"),
    /** The Gibbs predictor: weights drawn anew from the posterior for each input; not its mean network. */
    STOCHASTIC("the stochastic network"),
    /** The plurality vote of the posterior's networks. */
    MAJORITY_VOTE("the majority vote of the stochastic network"),
    /** The network decoded from its compressed form. */
    COMPRESSED("the compressed network");

    private final String words;

    Predictor(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
