package dev.shatter.bound;

/** Generalisation from algorithmic robustness over a fixed partition of the sample space. */
public final class Robustness {
    public static final Theorem THEOREM = Theorem.named(
                    "robustness",
                    Guarantee.IN_PROBABILITY,
                    "bound for losses that vary little within cells of a partition")
            .formula("R <= Rhat + eps + M sqrt((2 K ln 2 + 2 ln(1/delta)) / n), K cells")
            .reading(
                    "if the loss hardly changes inside each cell, the sample shows the risk; K explodes with dimension")
            .assuming(
                    Clause.IID,
                    "0 <= loss <= M",
                    "the K cells were fixed without the sample",
                    "losses of a training point and any point of its cell differ by at most eps")
            .pitfalls(
                    "eps maximised over held-out points is a measure; a certificate needs a proof, such as a Lipschitz"
                            + " constant times the cell's diameter")
            .from("Xu and Mannor 2012, arXiv:1005.2243 (theorem number unchecked)");

    private Robustness() {}

    /** M √((2K ln 2 + 2 ln(1/δ))/n). */
    public static double cellTerm(double cells, double largestLoss, double n, double delta) {
        double nats = 2 * Domain.atLeastOne("cells", cells) * Math.log(2) - 2 * Math.log(Domain.delta(delta));
        return Domain.orVacuous(Domain.positive("M", largestLoss) * Math.sqrt(nats / Domain.sampleSize(n)));
    }

    /** R̂ + eps + cell term, loss in [0, 1]. */
    public static double upper(double empirical, double eps, double cells, double n, double delta) {
        return Domain.orVacuous(Domain.risk("empirical risk", empirical)
                + Domain.nonNegative("eps", eps)
                + cellTerm(cells, 1, n, delta));
    }

    public static Certificate certify(Scope scope, double empirical, double eps, double cells, double delta) {
        scope.requireUnitLoss();
        return Certificate.of(THEOREM, upper(empirical, eps, cells, scope.n(), delta), delta, scope);
    }
}
