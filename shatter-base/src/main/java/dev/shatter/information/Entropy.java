package dev.shatter.information;

import dev.shatter.core.BadInput;
import java.util.Arrays;

/**
 * Entropy H(p) = −Σ p ln p and relative entropy KL(p‖q) = Σ p ln(p/q) of laws on finitely many values, in nats, with
 * 0 ln 0 = 0. Both are at least 0: H is 0 for a certain value and KL for p = q. Source: Shannon 1948; Kullback and Leibler 1951.
 */
public final class Entropy {
    /** Laws are accepted if they sum to 1 within this, and divided by their sum. */
    private static final double SLACK = 1e-6;

    private Entropy() {}

    /** H(p), between 0 and the logarithm of the number of values. */
    public static double of(double... law) {
        return unchecked(law("law", law));
    }

    /** Entropy of a coin, h(q) = −q ln q − (1 − q) ln(1 − q). */
    public static double binary(double q) {
        return of(q, 1 - q);
    }

    /** KL(p‖q); +∞ where q excludes what p allows. */
    public static double relative(double[] p, double[] q) {
        if (p.length != q.length) {
            throw BadInput.in("relative entropy", p.length + " values meet " + q.length, "give two laws of one length");
        }
        double[] first = law("first law", p);
        double[] second = law("second law", q);
        double sum = 0;
        for (int i = 0; i < first.length; i++) {
            if (first[i] > 0) {
                sum += second[i] > 0 ? first[i] * Math.log(first[i] / second[i]) : Double.POSITIVE_INFINITY;
            }
        }
        return Math.max(0, sum);
    }

    /** A law that sums to 1 exactly up to rounding, or a plain error. */
    static double[] law(String name, double... values) {
        double sum = 0;
        for (double value : values) {
            if (!(value >= 0)) {
                throw BadInput.in(name, value + " is no probability", "give numbers of at least 0 that sum to 1");
            }
            sum += value;
        }
        if (!(Math.abs(sum - 1) <= SLACK)) {
            throw BadInput.in(name, "sums to " + sum, "give probabilities that sum to 1");
        }
        double total = sum;
        return Arrays.stream(values).map(value -> value / total).toArray();
    }

    /** H without a look at the sum, for marginals of what was looked at. */
    static double unchecked(double... law) {
        double sum = 0;
        for (double p : law) {
            sum -= p > 0 ? p * Math.log(p) : 0;
        }
        return Math.max(0, sum);
    }
}
