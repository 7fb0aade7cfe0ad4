package dev.shatter.bound;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
                    "losses of a training point and any point of its cell differ by at most eps",
                    Clause.FIXED_PREPROCESSING)
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

    /** Sides of the grids tried: 1, 2, 4, … 128 cells a coordinate, each paid for with δ/8. */
    private static final int GRIDS = 8;

    /**
     * The certificate of a Lipschitz classifier for the ramp of its margin, which is never under the 0-1 loss. Cells: a class
     * times a cube of a grid on [−B, B]^d. The event is one of the cells' counts: the margin γ is free.
     *
     * @param margins of the n training points
     * @param lipschitz constant of x ↦ outputs, l2 to l2; the margin's is √2 times it
     * @param inputBound B with ‖x‖ ≤ B for every input
     * @param dimension d
     */
    public static MarginCertificate certifyLipschitz(
            Scope scope, double[] margins, double lipschitz, double inputBound, double dimension, double delta) {
        scope.require(LossKind.ZERO_ONE).requireCount(margins.length);
        @Nullable MarginGrid best = null;
        for (int j = 0; j < GRIDS; j++) {
            double side = Math.scalb(1.0, j);
            double cells = Math.exp(Math.log(scope.classes()) + dimension * Math.log(side));
            if (Double.isInfinite(cells)) {
                break; // Finer grids have more still: the term is beyond any sample.
            }
            // One cell holds the whole ball; a cube of the grid has the diagonal 2B √d / side.
            double diameter = 2 * inputBound * (j == 0 ? 1 : Math.min(1, Math.sqrt(dimension) / side));
            double swing = Math.sqrt(2) * Domain.nonNegative("Lipschitz constant", lipschitz) * diameter;
            MarginGrid grid = MarginGrid.search((gamma, penalty) -> new MarginBound(
                    gamma,
                    MarginLoss.ramp(margins, gamma),
                    swing / gamma,
                    cellTerm(cells, 1, scope.n(), Domain.delta(delta) / GRIDS)));
            if (best == null || grid.best().value() < best.best().value()) {
                best = grid;
            }
        }
        return Objects.requireNonNull(best)
                .certificate(
                        THEOREM,
                        delta,
                        scope,
                        ", which is free; ||x|| <= " + inputBound + " for every input; the best of " + GRIDS
                                + " grids, each at delta/" + GRIDS);
    }

    public static Certificate certify(Scope scope, double empirical, double eps, double cells, double delta) {
        scope.requireUnitLoss();
        return Certificate.of(THEOREM, upper(empirical, eps, cells, scope.n(), delta), delta, scope);
    }
}
