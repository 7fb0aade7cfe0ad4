package dev.shatter.bound;

import java.util.Arrays;

/** Mean gap from what the weights know of each example alone. */
public final class IndividualSample {
    public static final Theorem THEOREM = Theorem.named(
                    "individual-sample",
                    Guarantee.IN_EXPECTATION,
                    "mean gap from the information weights hold on each example")
            .formula("|E[R - Rhat]| <= (1/n) sum_i sqrt(2 s^2 I(W;Z_i)), s = (b - a)/2 for a loss in [a, b]")
            .reading("finite where I(S;W) is infinite, and never larger than xu-raginsky's value")
            .assuming(Clause.IID, "the loss of every fixed predictor is s-sub-Gaussian", Clause.FIXED_PREPROCESSING)
            .pitfalls("the informations are of the law of the algorithm: one training cannot show them")
            .from("Bu, Zou and Veeravalli 2020, arXiv:1901.04609");

    private IndividualSample() {}

    /**
     * The bound.
     *
     * @param informations I(W;Z_i) in nats, one an example
     * @param range b − a
     */
    public static ExpectationBound of(double[] informations, double range) {
        double s = Domain.positive("range", range) / 2;
        double sum = Arrays.stream(Domain.nonNegative("information", informations))
                .map(i -> s * Math.sqrt(2 * i))
                .sum();
        return ExpectationBound.of(THEOREM, sum / informations.length, ExpectationBound.GAP, informations.length);
    }
}
