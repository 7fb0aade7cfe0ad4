package dev.shatter.information;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.hipparchus.special.Gamma;

/** Means over the points of a sample of a term that each point has; terms are computed on all threads, and added in one order. */
final class Local {
    private Local() {}

    /**
     * The mean of the terms of points 0 … n−1.
     *
     * @param order in which to visit them
     */
    static double mean(int[] order, IntToDoubleFunction term) {
        double[] terms = new double[order.length];
        IntStream places = IntStream.range(0, order.length);
        // Below this threads cost more than they bring.
        (order.length < 1000 ? places : places.parallel()).forEach(i -> terms[order[i]] = term.applyAsDouble(order[i]));
        double sum = 0;
        for (double value : terms) {
            sum += value;
        }
        return sum / terms.length;
    }

    /**
     * ψ(x), x &gt; 0, to 1e-14: shifted up to where the asymptotic series has converged. Hipparchus' own errs by 3e-9.
     * Source: Abramowitz and Stegun 1964, 6.3.5 and 6.3.18.
     */
    static double digamma(double x) {
        double shift = 0;
        double at = x;
        while (at < 12) {
            shift -= 1 / at;
            at++;
        }
        double r = 1 / (at * at);
        double series = r * (1 / 12.0 - r * (1 / 120.0 - r * (1 / 252.0 - r * (1 / 240.0 - r * (1 / 132.0)))));
        return shift + Math.log(at) - 0.5 / at - series;
    }

    /** ψ(0) (never used), ψ(1), …, ψ(n): ψ(1) = −γ, ψ(m + 1) = ψ(m) + 1/m. */
    static double[] digammas(int n) {
        double[] psi = new double[n + 1];
        psi[0] = Double.NaN;
        double sum = -Gamma.GAMMA;
        for (int m = 1; m <= n; m++) {
            psi[m] = sum;
            sum += 1.0 / m;
        }
        return psi;
    }
}
