package dev.shatter.concentration;

import dev.shatter.core.BadInput;
import java.util.function.DoubleUnaryOperator;

/**
 * Inequalities for P(X ≥ ε) and for means of n independent values; each is at most 1 and never NaN.
 *
 * <p>Sources: Hoeffding 1963; Bernstein 1924 as in Boucheron, Lugosi and Massart 2013, theorem 2.10.
 */
public final class Tails {
    private Tails() {}

    /** Markov: P(X ≥ ε) ≤ E X/ε for X ≥ 0 and ε &gt; 0. */
    public static double markov(double mean, double epsilon) {
        positive("epsilon", epsilon);
        return Math.min(1, mean / epsilon);
    }

    /**
     * Chernoff: min over λ in [0, limit] of exp(ln E e^{λX} − λε).
     *
     * @param logMoment λ ↦ ln E e^{λX}, convex, 0 at 0
     * @param limit largest λ tried, at which {@code logMoment} is still finite
     */
    public static double chernoff(DoubleUnaryOperator logMoment, double limit, double epsilon) {
        // The exponent is convex in λ: thirds close in on its minimum; any λ gives a valid bound.
        double low = 0;
        double high = limit;
        for (int i = 0; i < 200; i++) {
            double a = low + (high - low) / 3;
            double b = high - (high - low) / 3;
            if (logMoment.applyAsDouble(a) - a * epsilon <= logMoment.applyAsDouble(b) - b * epsilon) {
                high = b;
            } else {
                low = a;
            }
        }
        double lambda = (low + high) / 2;
        return Math.exp(Math.min(0, logMoment.applyAsDouble(lambda) - lambda * epsilon));
    }

    /** Hoeffding, one side: P(mean − its expectation ≥ ε) ≤ exp(−2nε²/range²) for values in an interval of that length. */
    public static double hoeffding(int n, double epsilon, double range) {
        positive("range", range);
        return epsilon <= 0 ? 1 : Math.exp(-2.0 * n * epsilon * epsilon / (range * range));
    }

    /** Both sides of {@link #hoeffding}, by a union bound. */
    public static double hoeffdingTwoSided(int n, double epsilon, double range) {
        return Math.min(1, 2 * hoeffding(n, epsilon, range));
    }

    /** Chernoff for a coin: P(p̂ ≥ q) ≤ exp(−n kl(q‖p)) for q &gt; p, and P(p̂ ≤ q) for q &lt; p alike. */
    public static double coinChernoff(int n, double q, double p) {
        return Math.exp(-n * kl(q, p));
    }

    /** Bernstein, one side: exp(−nε²/(2(v + ε/3))) for values in [0, 1] of variance v. */
    public static double bernstein(int n, double epsilon, double variance) {
        return epsilon <= 0 ? 1 : Math.exp(-n * epsilon * epsilon / (2 * (variance + epsilon / 3)));
    }

    /** Chebyshev, both sides: v/(nε²). */
    public static double chebyshev(int n, double epsilon, double variance) {
        return epsilon <= 0 ? 1 : Math.min(1, variance / (n * epsilon * epsilon));
    }

    /** ln(2/δ)/(2ε²): this many values of [0, 1], rounded up, put one mean within ε of its expectation with probability 1 − δ. */
    public static double sampleComplexity(double epsilon, double delta) {
        positive("epsilon", epsilon);
        positive("delta", delta);
        return Math.log(2 / delta) / (2 * epsilon * epsilon);
    }

    /** √((ln|H| + ln(2/δ))/2n): holds for all means of a finite class at once with probability 1 − δ. */
    public static double finiteClass(int n, double size, double delta) {
        positive("delta", delta);
        return Math.sqrt((Math.log(size) + Math.log(2 / delta)) / (2.0 * n));
    }

    /** kl(q‖p) in nats, 0 ln 0 = 0. */
    static double kl(double q, double p) {
        double value = 0;
        if (q > 0) {
            value += q * Math.log(q / p);
        }
        if (q < 1) {
            value += (1 - q) * Math.log((1 - q) / (1 - p));
        }
        return Math.max(0, value);
    }

    private static void positive(String name, double value) {
        if (!(value > 0)) {
            throw BadInput.in(name, value + " is not positive", "give a positive number");
        }
    }
}
