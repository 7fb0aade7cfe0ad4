package dev.shatter.bound;

/** Assumptions that many theorems share, in one wording. */
final class Clause {
    static final String IID = "the n examples are independent draws from the distribution the risk is about";
    static final String FRESH = "nothing about the predictor was chosen with these points, and they are used once";
    static final String UNIT_LOSS = "the loss is in [0, 1]";
    static final String ZERO_ONE = "0-1 loss, ties counted as errors";
    static final String UNAUGMENTED = "the empirical risk is on the original examples, without augmentation";
    static final String FIXED_PREPROCESSING =
            "preprocessing does not depend on these points (constants, or statistics of other data)";
    static final String OTHER_PREPROCESSING =
            "preprocessing was fitted without these points (on the training set, say)";
    static final String CLASS_FIXED = "the class was fixed before seeing the sample";
    static final String PRIOR_FIXED = "the prior was fixed without these points";

    private Clause() {}
}
