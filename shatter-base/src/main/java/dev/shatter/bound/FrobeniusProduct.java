package dev.shatter.bound;

/**
 * Size-independent bound from the product of Frobenius norms (Golowich, Rakhlin and Shamir 2018).
 *
 * <p>Networks x ↦ W_L s(W_{L−1} … s(W_1 x)), no biases (homogenise first), s positively homogeneous and 1-Lipschitz.
 * Norms are of the network used at test time, batch norm folded.
 */
public final class FrobeniusProduct {
    public static final Theorem THEOREM = Theorem.named(
                    "golowich", Guarantee.IN_PROBABILITY, "margin bound from the product of Frobenius norms")
            .formula("R01 <= ramp_gamma + (4/gamma) prod ||W_i||_F sqrt(K ((1 + sqrt(2 L ln 2))^2 + 1)) ||X|| / n + 3"
                    + " sqrt(ln(2/delta) / (2 n)); one output: (2/gamma) prod ||W_i||_F (1 + sqrt(2 L ln 2)) ||X||"
                    + " / n")
            .reading(
                    "no width and little depth appear, but the product of norms usually grows exponentially with depth")
            .assuming(
                    Clause.IID,
                    Clause.ZERO_ONE,
                    "ReLU-like network without biases (homogenised), batch norm folded, no skip connections",
                    Clause.UNAUGMENTED,
                    Clause.FIXED_PREPROCESSING)
            .pitfalls(
                    "norms and margin are known only after training: caps on a grid, paid for by stratification",
                    "n must grow like B^(2L) L, not B^L")
            .from("Golowich, Rakhlin and Shamir 2018, Theorem 1, arXiv:1712.06541; several classes: vector contraction"
                    + " (Maurer 2016, arXiv:1605.00251) and Efron-Stein, derivation of this project");

    private FrobeniusProduct() {}

    /** 1 + √(2 L ln 2). */
    static double depthFactor(int layers) {
        return 1 + Math.sqrt(2 * Domain.atLeastOne("layers", layers) * Math.log(2));
    }

    /**
     * Rad_S ≤ Π‖W_i‖_F (1 + √(2L ln 2)) ‖X‖/n for one output.
     *
     * @param product Π of caps on the Frobenius norms
     * @param inputNorm ‖X‖ = √(Σ‖x_i‖²)
     */
    public static double rademacher(double product, int layers, double inputNorm, double n) {
        return Domain.orVacuous(Domain.nonNegative("product of norms", product)
                * depthFactor(layers)
                * Domain.nonNegative("input norm", inputNorm)
                / Domain.sampleSize(n));
    }

    /** sup (R − R̂) for a loss 1-Lipschitz in one output, ‖x‖ ≤ 1: 2 Rad_S + 3√(ln(2/δ)/(2n)). */
    public static double excess(double product, int layers, double n, double delta) {
        return Domain.orVacuous(Rademacher.excess(rademacher(product, layers, Math.sqrt(n), n), n, delta));
    }

    /** n at which the first term of {@link #excess} is eps: (2 Π (1 + √(2L ln 2))/eps)². */
    public static double samples(double product, int layers, double eps) {
        double root = 2 * product * depthFactor(layers) / Domain.positive("eps", eps);
        return root * root;
    }

    /**
     * The capacity term for K outputs and the ramp of the multiclass margin: (4/γ) Π √(K((1+√(2L ln 2))² + 1)) ‖X‖/n; for
     * one output (binary, margin y f) (2/γ) Π (1+√(2L ln 2)) ‖X‖/n.
     */
    public static double marginTerm(double product, double gamma, int layers, int outputs, double inputNorm, double n) {
        double unit = rademacher(product, layers, inputNorm, n) / Domain.positive("gamma", gamma);
        if (outputs == 1) {
            return 2 * unit;
        }
        double depth = depthFactor(layers);
        return Domain.orVacuous(
                4 * unit * Math.sqrt(Domain.atLeastOne("outputs", outputs) * (depth * depth + 1)) / depth);
    }

    /** The simpler term with K in place of the square root: (4K/γ) Π (1+√(2L ln 2)) ‖X‖/n; never smaller for K ≥ 2. */
    public static double looseMarginTerm(
            double product, double gamma, int layers, int outputs, double inputNorm, double n) {
        return 4 * outputs * rademacher(product, layers, inputNorm, n) / Domain.positive("gamma", gamma);
    }

    /**
     * Rad_S from row norms: (2/n) Π M(j) √(L + 1 + ln d) √(max_j Σ_i x_ij²), M(j) = largest l1 norm of a row (one output).
     *
     * @param product Π M(j)
     * @param largestColumn max_j Σ_i x_ij²
     */
    public static double rowNormRademacher(
            double product, int layers, double inputDimension, double largestColumn, double n) {
        return Domain.orVacuous(2
                / Domain.sampleSize(n)
                * Domain.nonNegative("product of norms", product)
                * Math.sqrt(layers + 1 + Math.log(Domain.atLeastOne("input dimension", inputDimension)))
                * Math.sqrt(Domain.nonNegative("column norm", largestColumn)));
    }

    /**
     * The certificate of a trained network: product of norms and margin both put on the grid of {@link Stratification}.
     * One cap for the product is enough, since layers of a homogeneous network can be rescaled to equal norms.
     *
     * @param margins of the n training points
     * @param norms ‖W_i‖_F of the homogenised layers
     * @param inputNorm ‖X‖ of the homogenised inputs
     * @param outputs 1 for a scalar output, else K
     */
    public static MarginCertificate certify(
            Scope scope, double[] margins, double[] norms, double inputNorm, int outputs, double delta) {
        scope.require(LossKind.ZERO_ONE)
                .require(Predictor.DETERMINISTIC, Predictor.COMPRESSED)
                .requireCount(margins.length);
        Domain.delta(delta);
        Domain.nonNegative("norm", norms);
        double n = scope.n();
        Stratification.Cap cap = Stratification.cap(Product.of(norms), 1);
        double paid = Stratification.penalty(cap);
        return MarginGrid.search((gamma, penalty) -> new MarginBound(
                        gamma,
                        MarginLoss.ramp(margins, gamma),
                        marginTerm(cap.cap(), gamma, norms.length, outputs, inputNorm, n),
                        3 * Math.sqrt((Math.log(2 / delta) + paid + penalty) / (2 * n))))
                .certificate(
                        THEOREM, delta, scope, " and norm product cap " + cap.cap() + " paid for by stratification");
    }
}
