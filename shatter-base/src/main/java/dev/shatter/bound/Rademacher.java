package dev.shatter.bound;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import dev.shatter.stats.Interval;
import java.util.function.IntPredicate;
import org.hipparchus.util.CombinatoricsUtils;

/**
 * Empirical Rademacher complexity Rad_S(G) = E_σ sup_g (1/n) Σ σ_i g(z_i) with fair signs σ: values, closed forms, and
 * the bounds on risk it gives.
 */
public final class Rademacher {
    public static final Theorem THEOREM = Theorem.named(
                    "rademacher", Guarantee.IN_PROBABILITY, "uniform bound from the empirical Rademacher complexity")
            .formula("R <= Rhat + 2 Rad_S(G) + 3 sqrt(ln(2/delta) / (2 n)), G the loss class")
            .reading("a class that fits random signs well can fit anything: at Rad_S = 1/2 the bound is vacuous")
            .assuming(
                    Clause.IID,
                    Clause.UNIT_LOSS,
                    Clause.CLASS_FIXED,
                    "Rad_S(G) is at most the value used",
                    Clause.FIXED_PREPROCESSING)
            .pitfalls(
                    "an estimate by training on random signs is a lower bound: it can prove the bound vacuous, never"
                            + " small",
                    "for +-1 outputs and 0-1 loss Rad_S(G) is half of Rad_S(H)")
            .from("Bartlett and Mendelson 2002; Mohri, Rostamizadeh and Talwalkar 2018, Theorems 3.3 and 3.5");

    /** 2^20 sign vectors. */
    private static final int MOST_POINTS = 20;

    private Rademacher() {}

    /** R̂ + 2 Rad_n(G) + √(ln(1/δ)/(2n)), with the expected complexity, which is rarely known. */
    public static double upperFromExpected(double empirical, double rademacher, double n, double delta) {
        return Domain.orVacuous(Domain.risk("empirical risk", empirical)
                + 2 * Domain.nonNegative("Rademacher complexity", rademacher)
                + Hoeffding.halfWidth(n, delta, 1));
    }

    /** R̂ + 2 Rad_S(G) + 3 √(ln(2/δ)/(2n)), with the complexity on this sample. */
    public static double upper(double empirical, double rademacher, double n, double delta) {
        return Domain.orVacuous(Domain.risk("empirical risk", empirical) + excess(rademacher, n, delta));
    }

    /** 2 Rad_S(G) + 3 √(ln(2/δ)/(2n)). */
    static double excess(double rademacher, double n, double delta) {
        return 2 * Domain.nonNegative("Rademacher complexity", rademacher)
                + 3 * Hoeffding.twoSidedHalfWidth(n, delta, 1);
    }

    /** Binary ±1 outputs and 0-1 loss: R̂ + Rad_S(H) + 3 √(ln(2/δ)/(2n)). */
    public static double upperBinary(double empirical, double rademacher, double n, double delta) {
        return upper(empirical, rademacher / 2, n, delta);
    }

    /** Talagrand's contraction: Rad_S(φ∘H) ≤ Lip · Rad_S(H) for a Lipschitz loss of a scalar output. */
    public static double contraction(double rademacher, double lipschitz) {
        return lipschitz * rademacher;
    }

    /** Maurer 2016, arXiv:1605.00251: √2 Lip times the sum-over-outputs complexity, for vector outputs. */
    public static double vectorContraction(double sumOverOutputs, double lipschitz) {
        return Math.sqrt(2) * lipschitz * sumOverOutputs;
    }

    /** Two functions {h, −h} with |h| = 1: E|Σσ|/n, exactly. */
    public static double ofOppositePair(int n) {
        Domain.sampleSize(n);
        int half = (n + 1) / 2;
        return Math.exp(
                Math.log(2.0 * half / n) + CombinatoricsUtils.binomialCoefficientLog(n, half) - n * Math.log(2));
    }

    /** Massart: √(2 ln|H|/n) for a finite class of ±1 functions, size given by its logarithm. */
    public static double massart(double logSize, double n) {
        return Math.sqrt(2 * Domain.nonNegative("ln|H|", logSize) / Domain.sampleSize(n));
    }

    /** (B/n) √(Σ‖x_i‖²): upper bound for x ↦ w·x, ‖w‖ ≤ B; equality for orthogonal points. */
    public static double linear(double[] squaredNorms, double weightNorm) {
        double sum = 0;
        for (double square : Domain.nonNegative("squared norm", squaredNorms)) {
            sum += square;
        }
        return Domain.orVacuous(Domain.nonNegative("norm", weightNorm) * Math.sqrt(sum) / squaredNorms.length);
    }

    /** (B/n) E‖Σ σ_i x_i‖ for linear functions, by enumeration of all signs; n ≤ 20. */
    public static double linearExact(double[][] points, double weightNorm) {
        int n = few(points.length);
        double total = 0;
        for (int signs = 0; signs < 1 << n; signs++) {
            double square = 0;
            for (int j = 0; j < points[0].length; j++) {
                double sum = 0;
                for (int i = 0; i < n; i++) {
                    sum += (signs >> i & 1) == 1 ? points[i][j] : -points[i][j];
                }
                square += sum * sum;
            }
            total += Math.sqrt(square);
        }
        return weightNorm * total / n / (1 << n);
    }

    /** Exact value for a finite class by enumeration of all signs; values[h][i] = g_h(z_i), n ≤ 20. */
    public static double exact(double[][] values) {
        int n = few(values[0].length);
        double total = 0;
        for (int signs = 0; signs < 1 << n; signs++) {
            int pattern = signs;
            total += largest(values, i -> (pattern >> i & 1) == 1);
        }
        return total / n / (1 << n);
    }

    /** Monte-Carlo estimate for a finite class with a 4-standard-error interval (level 0.9999). */
    public static Interval monteCarlo(double[][] values, int draws, Chance chance) {
        int n = values[0].length;
        if (draws < 2) {
            throw BadInput.in("draws", draws + " is too few", "give at least 2");
        }
        double mean = 0;
        double squares = 0;
        boolean[] sign = new boolean[n];
        for (int r = 1; r <= draws; r++) {
            for (int i = 0; i < n; i++) {
                sign[i] = chance.nextLong() < 0;
            }
            double value = largest(values, i -> sign[i]) / n;
            double step = value - mean;
            mean += step / r;
            squares += step * (value - mean);
        }
        double error = Math.sqrt(squares / (draws - 1) / draws);
        return new Interval(mean, mean - 4 * error, mean + 4 * error, 0.9999, "Monte Carlo, 4 standard errors");
    }

    private static double largest(double[][] values, IntPredicate positive) {
        double best = Double.NEGATIVE_INFINITY;
        for (double[] function : values) {
            double sum = 0;
            for (int i = 0; i < function.length; i++) {
                sum += positive.test(i) ? function[i] : -function[i];
            }
            best = Math.max(best, sum);
        }
        return best;
    }

    private static int few(int n) {
        if (n < 1 || n > MOST_POINTS) {
            throw BadInput.in("points", n + " points have 2^" + n + " sign vectors", "give 1 to " + MOST_POINTS);
        }
        return n;
    }

    /**
     * (4/γ) B √K ‖X‖/n: 2 Rad_S of the ramp loss of K linear outputs with ‖W‖_F ≤ B. The ramp is √2/γ-Lipschitz in the outputs,
     * the vector contraction gives another √2, and E‖(Σ_i σ_ic x_i)_c‖ ≤ √K ‖X‖.
     *
     * @param inputNorm ‖X‖ = √(Σ‖x_i‖²)
     */
    public static double linearMarginTerm(double weightNorm, double gamma, int outputs, double inputNorm, double n) {
        double sumOverOutputs = Domain.nonNegative("norm", weightNorm)
                * Math.sqrt(Domain.atLeastOne("outputs", outputs))
                * Domain.nonNegative("input norm", inputNorm)
                / Domain.sampleSize(n);
        double lipschitz = Math.sqrt(2) / Domain.positive("gamma", gamma);
        return Domain.orVacuous(2 * vectorContraction(sumOverOutputs, lipschitz));
    }

    /**
     * The certificate of a linear classifier with K outputs: norm and margin both put on the grid of {@link Stratification}.
     *
     * @param margins of the n training points
     * @param weightNorm ‖W‖_F, biases included as weights of a constant input 1
     * @param inputNorm ‖X‖ of the inputs with that constant
     */
    public static MarginCertificate certifyLinear(
            Scope scope, double[] margins, double weightNorm, double inputNorm, int outputs, double delta) {
        scope.require(LossKind.ZERO_ONE).requireCount(margins.length);
        Domain.delta(delta);
        double n = scope.n();
        Stratification.Cap cap = Stratification.cap(weightNorm, 1);
        double paid = Stratification.penalty(cap);
        return MarginGrid.search((gamma, penalty) -> new MarginBound(
                        gamma,
                        MarginLoss.ramp(margins, gamma),
                        linearMarginTerm(cap.cap(), gamma, outputs, inputNorm, n),
                        3 * Math.sqrt((Math.log(2 / delta) + paid + penalty) / (2 * n))))
                .certificate(THEOREM, delta, scope, " and norm cap " + cap.cap() + " paid for by stratification");
    }

    /**
     * The certificate for a complexity known or bounded from above.
     *
     * @param rademacher upper bound on Rad_S of the loss class
     */
    public static Certificate certify(Scope scope, double empirical, double rademacher, double delta) {
        scope.requireUnitLoss();
        return Certificate.of(THEOREM, upper(empirical, rademacher, scope.n(), delta), delta, scope);
    }
}
