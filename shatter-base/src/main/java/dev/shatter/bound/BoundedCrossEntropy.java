package dev.shatter.bound;

/**
 * Cross-entropy cut at a smallest probability and scaled to [0, 1]: −ln max(p_y, p_min)/ln(1/p_min).
 *
 * <p>Not an upper bound of the 0-1 loss. Source: Pérez-Ortiz, Rivasplata, Shawe-Taylor and Szepesvári 2021,
 * arXiv:2007.12911.
 */
public final class BoundedCrossEntropy {
    /** p_min of the paper. */
    public static final double SMALLEST = 1e-5;

    private BoundedCrossEntropy() {}

    /**
     * The loss of one example; 1 if the probability is not a number.
     *
     * @param probability p_y, the softmax value of the right class
     * @param smallest p_min in (0, 1)
     */
    public static double of(double probability, double smallest) {
        double kept = probability > smallest ? Math.min(1, probability) : smallest;
        return Math.log(kept) / Math.log(smallest);
    }
}
