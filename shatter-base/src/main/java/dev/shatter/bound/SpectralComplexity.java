package dev.shatter.bound;

import dev.shatter.core.BadInput;
import java.util.Arrays;

/** Spectrally normalised margin bound (Bartlett, Foster and Telgarsky 2017). */
public final class SpectralComplexity {
    public static final Theorem THEOREM = Theorem.named(
                    "spectral", Guarantee.IN_PROBABILITY, "margin bound from spectral and (2,1) norms")
            .formula("R01 <= ramp_gamma + 2 Q + 3 sqrt(ln(2/delta) / (2 n)), Q = (12 q / n)(1 + ln(n / (3 q))) if 3q <="
                    + " n, q = (4/gamma) ||X|| sqrt(ln(2 W^2)) R_A, R_A = prod s_i (sum (b_i/s_i)^(2/3))^(3/2)")
            .reading(
                    "the Lipschitz constant, corrected for how far each layer is from its reference; margins divided by"
                            + " R_A ||X|| / n separate true from random labels even where the bound is vacuous")
            .assuming(
                    Clause.IID,
                    Clause.ZERO_ONE,
                    "1-Lipschitz activations with s(0) = 0, such as ReLU and tanh; no biases (homogenised), batch norm"
                            + " folded, no skip connections",
                    "reference matrices fixed before training",
                    Clause.UNAUGMENTED,
                    Clause.FIXED_PREPROCESSING)
            .pitfalls(
                    "norms of reshaped kernels are not norms of the convolution: only measures",
                    "with 2/gamma in place of 4/gamma, as a literal reading gives, it is only a measure")
            .from("Bartlett, Foster and Telgarsky 2017, Theorem 3.3, arXiv:1706.08498, with Dudley's integral;"
                    + " constants derived by this project");

    private SpectralComplexity() {}

    /**
     * R_A = (Σ_i (b_i Π_{j≠i} s_j)^{2/3})^{3/2}, the spectral complexity; activations 1-Lipschitz.
     *
     * @param spectral s_i = ‖A_i‖₂
     * @param distances b_i = ‖A_iᵀ − M_iᵀ‖_{2,1}: sum over output units of the l2 norms of the rows of A_i − M_i
     */
    public static double of(double[] spectral, double[] distances) {
        Domain.nonNegative("spectral norm", spectral);
        Domain.nonNegative("(2,1) distance", distances);
        if (spectral.length != distances.length) {
            throw BadInput.in(
                    "norms",
                    spectral.length + " spectral norms, " + distances.length + " distances",
                    "give one a layer");
        }
        double sum = 0;
        for (int i = 0; i < spectral.length; i++) {
            if (Double.isNaN(spectral[i]) || Double.isNaN(distances[i])) {
                return Double.POSITIVE_INFINITY;
            }
            if (distances[i] > 0) {
                sum += Math.exp((Math.log(distances[i]) + Product.logWithout(spectral, i)) * 2 / 3);
            }
        }
        return Domain.orVacuous(Math.pow(sum, 1.5));
    }

    /**
     * q = (4/γ) ‖X‖ √(ln(2W²)) R_A, the scale of the covering bound.
     *
     * @param width W: the largest width, input and output included
     */
    public static double scale(double complexity, double gamma, double inputNorm, double width) {
        return Domain.orVacuous(4
                / Domain.positive("gamma", gamma)
                * Domain.nonNegative("input norm", inputNorm)
                * Math.sqrt(Math.log(2 * Domain.atLeastOne("width", width) * width))
                * Domain.nonNegative("spectral complexity", complexity));
    }

    /** Q = (12q/n)(1 + ln(n/(3q))) if 3q ≤ n, else +∞: Dudley's integral. */
    public static double dudley(double q, double n) {
        Domain.sampleSize(n);
        if (q == 0) {
            return 0;
        }
        return 3 * Domain.nonNegative("q", q) <= n
                ? 12 * q / n * (1 + Math.log(n / (3 * q)))
                : Double.POSITIVE_INFINITY;
    }

    /** The simpler, looser 4 n^{−3/2} + 18 q ln(n)/n. */
    public static double loose(double q, double n) {
        return Domain.orVacuous(4 * Math.pow(Domain.sampleSize(n), -1.5) + 18 * q * Math.log(n) / n);
    }

    /** Q by {@link #dudley}, or where that has nothing to say by {@link #loose}: finite, and above 1 there. */
    static double entropyIntegral(double q, double n) {
        return 3 * q <= n ? dudley(q, n) : loose(q, n);
    }

    /** R̂_ramp + 2Q + 3√(ln(2/δ)/(2n)), everything fixed before seeing the sample. */
    public static double upper(double rampLoss, double q, double n, double delta) {
        return Domain.orVacuous(Domain.risk("ramp loss", rampLoss) + Rademacher.excess(dudley(q, n), n, delta));
    }

    /**
     * The certificate of a trained network: all norms and the margin put on the grid of {@link Stratification}.
     *
     * @param margins of the n training points
     * @param inputNorm ‖X‖ of the homogenised inputs
     * @param width largest number of units of any layer, input and output included
     */
    public static MarginCertificate certify(
            Scope scope,
            double[] margins,
            double[] spectral,
            double[] distances,
            double inputNorm,
            double width,
            double delta) {
        scope.require(LossKind.ZERO_ONE)
                .require(Predictor.DETERMINISTIC, Predictor.COMPRESSED)
                .requireCount(margins.length);
        Domain.delta(delta);
        Domain.nonNegative("spectral norm", spectral);
        Domain.nonNegative("(2,1) distance", distances);
        Stratification.Cap[] s = Stratification.caps(spectral);
        Stratification.Cap[] b = Stratification.caps(distances);
        double paid = Stratification.penalty(s) + Stratification.penalty(b);
        double complexity = of(values(s), values(b));
        double n = scope.n();
        return MarginGrid.search((gamma, penalty) -> new MarginBound(
                        gamma,
                        MarginLoss.ramp(margins, gamma),
                        2 * entropyIntegral(scale(complexity, gamma, inputNorm, width), n),
                        3 * Math.sqrt((Math.log(2 / delta) + paid + penalty) / (2 * n))))
                .certificate(THEOREM, delta, scope, " and the caps on all norms paid for by stratification");
    }

    private static double[] values(Stratification.Cap[] caps) {
        return Arrays.stream(caps).mapToDouble(Stratification.Cap::cap).toArray();
    }
}
