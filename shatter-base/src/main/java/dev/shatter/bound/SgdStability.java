package dev.shatter.bound;

/** Stability of stochastic gradient descent: bounds on the mean gap, in expectation only. */
public final class SgdStability {
    public static final Theorem THEOREM = Theorem.named(
                    "sgd-stability", Guarantee.IN_EXPECTATION, "mean gap of stochastic gradient descent")
            .formula("convex, steps <= 2/smoothness: |E[R - Rhat]| <= (2 Lip^2 / n) sum_t a_t")
            .reading("few and small steps cannot memorise: train faster, generalise better, on average over samples")
            .assuming(
                    Clause.IID,
                    "loss Lip-Lipschitz and smooth in the weights for every example",
                    "one example a step, drawn uniformly or by permutation",
                    Clause.FIXED_PREPROCESSING)
            .pitfalls(
                    "ReLU networks are neither smooth nor globally Lipschitz in their weights: there it is only a"
                            + " measure",
                    "a constant step does not satisfy a_t <= c/t")
            .from("Hardt, Recht and Singer 2016, arXiv:1509.01240 (theorem numbers unchecked)");

    private SgdStability() {}

    /** Convex loss, each step at most 2/smoothness: (2 Lip²/n) Σ a_t. */
    public static ExpectationBound convex(double lipschitz, double sumOfSteps, long n) {
        Domain.nonNegative("Lipschitz constant", lipschitz);
        Domain.nonNegative("sum of steps", sumOfSteps);
        return bound(2 * lipschitz * lipschitz * sumOfSteps / Domain.sampleSize(n), n);
    }

    /** γ-strongly convex loss, projected, constant step at most 1/smoothness: 2 Lip²/(γ n). */
    public static ExpectationBound stronglyConvex(double lipschitz, double gamma, long n) {
        Domain.nonNegative("Lipschitz constant", lipschitz);
        return bound(2 * lipschitz * lipschitz / (Domain.positive("gamma", gamma) * Domain.sampleSize(n)), n);
    }

    /**
     * Loss in [0, 1], steps a_t ≤ c/t not increasing: (1 + 1/(βc))/(n−1) · (2cLip²)^{1/(βc+1)} T^{βc/(βc+1)}.
     *
     * @param smoothness β
     */
    public static ExpectationBound nonConvex(double lipschitz, double smoothness, double c, double steps, long n) {
        double product = Domain.positive("smoothness", smoothness) * Domain.positive("c", c);
        Domain.nonNegative("Lipschitz constant", lipschitz);
        Domain.nonNegative("steps", steps);
        double factor = (1 + 1 / product) / (Domain.sampleSize(n) - 1);
        return bound(
                factor
                        * Math.pow(2 * c * lipschitz * lipschitz, 1 / (product + 1))
                        * Math.pow(steps, product / (product + 1)),
                n);
    }

    private static ExpectationBound bound(double value, long n) {
        return ExpectationBound.of(THEOREM, value, ExpectationBound.GAP, n);
    }
}
