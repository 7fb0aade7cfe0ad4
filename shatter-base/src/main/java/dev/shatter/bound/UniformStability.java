package dev.shatter.bound;

/** Generalisation from uniform stability: removing one example changes no loss by more than β. */
public final class UniformStability {
    public static final Theorem THEOREM = Theorem.named(
                    "stability", Guarantee.IN_PROBABILITY, "bound for algorithms with a proved uniform stability")
            .formula("R <= Rhat + 2 beta + (4 n beta + M) sqrt(ln(1/delta) / (2 n))")
            .reading("an algorithm that hardly notices one example cannot overfit; useful only if beta falls faster"
                    + " than 1/sqrt(n)")
            .assuming(
                    Clause.IID,
                    "deterministic, symmetric algorithm",
                    "0 <= loss <= M",
                    "beta bounds the change of loss at every point, for every sample and every removed example",
                    Clause.FIXED_PREPROCESSING)
            .pitfalls(
                    "beta found by retraining is a lower estimate of a supremum: a measure, never a certificate",
                    "the 0-1 loss has no beta; use hinge with M = 1 + kappa/sqrt(lambda), or clipped hinge with M = 1")
            .from("Bousquet and Elisseeff 2002, Theorem 12");

    private UniformStability() {}

    /**
     * Excess over the empirical risk, removal form: 2β + (4nβ + M)√(ln(1/δ)/(2n)).
     *
     * @param beta β ≥ 0 under removal of one example
     * @param largestLoss M
     */
    public static double excess(double beta, double largestLoss, double n, double delta) {
        Domain.nonNegative("beta", beta);
        double root = Hoeffding.halfWidth(n, delta, 1);
        return Domain.orVacuous(2 * beta + (4 * n * beta + Domain.positive("M", largestLoss)) * root);
    }

    /** The same from the replace-one form β_r ≤ 2β: β_r + (2nβ_r + M)√(ln(1/δ)/(2n)). */
    public static double excessReplacing(double betaReplacing, double largestLoss, double n, double delta) {
        return excess(betaReplacing / 2, largestLoss, n, delta);
    }

    /**
     * β of regularisation in a reproducing kernel space, (1/n)Σ loss + λ‖f‖²: σ²κ²/(2λn).
     *
     * @param lipschitz σ of the convex loss; 1 for hinge (soft-margin SVM)
     * @param kappa k(x, x) ≤ κ²
     */
    public static double kernelBeta(double lipschitz, double kappa, double lambda, double n) {
        Domain.positive("lambda", lambda);
        return Domain.orVacuous(lipschitz * lipschitz * kappa * kappa / (2 * lambda * Domain.sampleSize(n)));
    }

    /**
     * β of softmax regression on K outputs f(x) = W x, (1/n)Σ cross-entropy + (decay/2)‖W‖²_F, for the clipped cross-entropy in
     * bits: 2κ²/(ln 2 · decay · n). The cross-entropy is √2-Lipschitz in the outputs, in bits √2/ln 2, and λ = decay/2.
     *
     * @param kappa ‖x‖ ≤ κ for every input, the constant 1 of a bias included
     */
    public static double softmaxBeta(double kappa, double decay, double n) {
        double steepest = Math.sqrt(2) * Math.sqrt(2) / Math.log(2);
        return Domain.orVacuous(
                steepest * kappa * kappa / (Domain.positive("weight decay", decay) * Domain.sampleSize(n)));
    }

    /**
     * The certificate of softmax regression whose weights are near the minimum but not at it: the objective is strongly
     * convex, so ‖W − W*‖ ≤ ‖gradient‖/decay, and each loss differs by at most (√2/ln 2) κ times that.
     *
     * @param empirical mean clipped cross-entropy in bits of these weights
     * @param gradientNorm of the regularised objective at these weights
     */
    public static Certificate certifySoftmax(
            Scope scope, double empirical, double gradientNorm, double kappa, double decay, double delta) {
        scope.require(LossKind.CLIPPED_CROSS_ENTROPY);
        double apart = Math.sqrt(2) / Math.log(2) * kappa * Domain.nonNegative("gradient norm", gradientNorm) / decay;
        // Once from these weights' empirical risk to the minimum's, once back from the minimum's risk.
        return certify(scope, empirical + 2 * apart, softmaxBeta(kappa, decay, scope.n()), 1, delta)
                .assuming("the predictor is within " + gradientNorm / decay
                        + " of the minimum, by the strong convexity of the regularised objective");
    }

    /** M of the hinge loss there: 1 + κ/√λ, since λ‖f‖² ≤ 1. */
    public static double largestHinge(double kappa, double lambda) {
        return 1 + kappa / Math.sqrt(Domain.positive("lambda", lambda));
    }

    /**
     * The certificate for the loss of the scope; M is 1 unless the loss is the hinge.
     *
     * @param beta proved, not estimated by retraining
     */
    public static Certificate certify(Scope scope, double empirical, double beta, double largestLoss, double delta) {
        scope.require(
                LossKind.HINGE,
                LossKind.CLIPPED_HINGE,
                LossKind.CLIPPED_CROSS_ENTROPY,
                LossKind.BOUNDED_CROSS_ENTROPY,
                LossKind.UNIT_INTERVAL);
        if (scope.loss() != LossKind.HINGE && largestLoss != 1) {
            throw new IllegalArgumentException("M is 1 for " + scope.loss().words());
        }
        double value = Domain.nonNegative("empirical risk", empirical) + excess(beta, largestLoss, scope.n(), delta);
        return Certificate.of(THEOREM, value, delta, scope);
    }
}
