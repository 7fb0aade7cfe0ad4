package dev.shatter.bound;

/** The points on which the empirical risk of a certificate was measured. */
public enum SampleRole {
    /** The sample the network was trained on, un-augmented. */
    TRAINING("training points"),
    /** Points nothing about the predictor depends on. */
    HELD_OUT("held-out points"),
    /** Points the prior does not depend on; the posterior may. */
    PRIOR_FREE("points the prior never saw");

    private final String words;

    SampleRole(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
