package dev.shatter.bound;

/** Whose risk a certificate bounds. */
public enum Predictor {
    /** The network at hand, as used at test time. */
    DETERMINISTIC("this network", "none"),
    /** The Gibbs predictor: weights drawn anew from the posterior for each input; not its mean network. */
    STOCHASTIC("the stochastic network", "stochastic: new weights for every input"),
    /** One network, drawn once from the posterior and kept. */
    DRAWN("one drawn network", "deterministic: one drawn network"),
    /** A network of the same architecture that was trained for the certificate. */
    RETRAINED("the network trained for it", "deterministic: another training"),
    /** The plurality vote of the posterior's networks. */
    MAJORITY_VOTE("the majority vote of the stochastic network", "many networks vote"),
    /** The network decoded from its compressed form. */
    COMPRESSED("the compressed network", "deterministic: compressed");

    private final String words;
    private final String price;

    Predictor(String words, String price) {
        this.words = words;
        this.price = price;
    }

    /** What one gives up for the certificate: who uses it must use this predictor in place of the network at hand. */
    public String price() {
        return price;
    }

    public String words() {
        return words;
    }
}
