package dev.shatter.measure;

/** What a measure costs, in orders of magnitude. */
public enum Cost {
    /** Arithmetic on numbers that are there. */
    NOTHING("nothing"),
    /** A decomposition of every weight matrix. */
    WEIGHTS("a decomposition a layer"),
    /** One forward pass over the training set, shared by all that need it. */
    FORWARD("one forward pass, shared"),
    /** Some gradients or products with the Hessian. */
    GRADIENTS("10 to 200 gradients"),
    /** A search: hundreds of forward passes over a sample whose size is chosen by the network's cost. */
    SEARCH("100 to 500 forward passes on a sample"),
    /** Trains the network again, several times: only on request. */
    TRAINING("several trainings");

    private final String words;

    Cost(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
