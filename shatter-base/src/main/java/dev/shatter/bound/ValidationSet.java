package dev.shatter.bound;

/**
 * The risk of a network chosen among |F| by its error on m points that none of them was made from (Kawaguchi, Kaelbling and
 * Bengio 2017, arXiv:1710.05468, proposition 5): with probability at least 1 − δ, for all of F at once,
 *
 * <p>R ≤ R̂ + 2 C ln(|F|/δ)/(3 m) + √(2 γ² ln(|F|/δ)/m), |loss| ≤ C, variance of the loss at most γ². It knows nothing of what
 * the networks are: their size, norms and sharpness do not count, nor how the training points were used.
 */
public final class ValidationSet {
    /** Of a loss in [0, 1], whatever the risk (Popoviciu 1935). */
    private static final double LARGEST_VARIANCE = 0.25;

    private ValidationSet() {}

    /**
     * The bound for the 0-1 loss, C = 1 and γ² = 1/4, at most 1.
     *
     * @param error R̂ on the validation points, in [0, 1]
     * @param m validation points
     * @param logCandidates ln |F|, ≥ 0: how many networks may have been tried, not only those that were kept
     */
    public static double risk(double error, double m, double logCandidates, double delta) {
        double price =
                (Domain.nonNegative("ln|F|", logCandidates) - Math.log(Domain.delta(delta))) / Domain.sampleSize(m);
        return Math.min(
                1,
                Domain.nonNegative("validation error", error)
                        + 2 * price / 3
                        + Math.sqrt(2 * LARGEST_VARIANCE * price));
    }
}
