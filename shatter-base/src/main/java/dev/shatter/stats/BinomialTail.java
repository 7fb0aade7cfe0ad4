package dev.shatter.stats;

import org.hipparchus.special.Beta;

/**
 * Tails of the binomial law and their inversion, in log space where a probability would underflow.
 *
 * <p>P(Bin(n, p) ≤ k) = I_{1−p}(n−k, k+1), the regularised incomplete beta function (Hipparchus). Inversion is by
 * bisection down to neighbouring doubles and returns the end on the safe side.
 */
public final class BinomialTail {
    /** Under this the library's value has lost digits to denormal numbers; then the tail is summed in log space. */
    private static final double SMALLEST = 1e-280;

    private BinomialTail() {}

    /** ln P(Bin(n, p) ≤ k), never NaN; −∞ if the event is impossible. */
    public static double logAtMost(long k, long n, double p) {
        Check.counts(k, n);
        if (k == n || p <= 0) {
            return 0;
        }
        if (p >= 1) {
            return Double.NEGATIVE_INFINITY;
        }
        double tail = Beta.regularizedBeta(1 - p, n - k, k + 1.0);
        return tail > SMALLEST ? Math.log(tail) : logSum(k, n, p);
    }

    /** P(Bin(n, p) ≤ k). */
    public static double atMost(long k, long n, double p) {
        return Math.exp(logAtMost(k, n, p));
    }

    /** P(Bin(n, p) ≥ k). */
    public static double atLeast(long k, long n, double p) {
        Check.counts(k, n);
        if (k == 0 || p >= 1) {
            return 1;
        }
        return p <= 0 ? 0 : Beta.regularizedBeta(p, k, n - k + 1.0);
    }

    /**
     * max{p : P(Bin(n, p) ≤ k) ≥ e^logDelta}: the exact upper confidence limit of a proportion.
     *
     * @param logDelta ln of the failure probability, &lt; 0; far below −700 is allowed
     * @return the upper end of the last bracket, so never less than the limit; 1 if k = n
     */
    public static double upperLimit(long k, long n, double logDelta) {
        Check.counts(k, n);
        if (!(logDelta < 0)) {
            Check.delta(Math.exp(logDelta));
        }
        if (k == n) {
            return 1;
        }
        if (k == 0) {
            return Math.min(1, Math.nextUp(-Math.expm1(logDelta / n)));
        }
        double low = 0;
        double high = 1;
        for (double mid = 0.5; low < mid && mid < high; mid = low + (high - low) / 2) {
            if (logAtMost(k, n, mid) >= logDelta) {
                low = mid;
            } else {
                high = mid;
            }
        }
        return high;
    }

    /** min{p : P(Bin(n, p) ≥ k) ≥ delta}: the exact lower confidence limit; 0 if k = 0. */
    public static double lowerLimit(long k, long n, double delta) {
        Check.counts(k, n);
        Check.delta(delta);
        if (k == 0) {
            return 0;
        }
        double low = 0;
        double high = 1;
        for (double mid = 0.5; low < mid && mid < high; mid = low + (high - low) / 2) {
            if (atLeast(k, n, mid) < delta) {
                low = mid;
            } else {
                high = mid;
            }
        }
        return low;
    }

    /** The largest term times a falling series; only for p far above k/n, where the series falls at once. */
    private static double logSum(long k, long n, double p) {
        double logTerm =
                k * Math.log(p) + (n - k) * Math.log1p(-p) - Math.log(n + 1.0) - Beta.logBeta(k + 1.0, n - k + 1.0);
        double sum = 1;
        double term = 1;
        for (long j = k; j > 0 && term > sum * 1e-18; j--) {
            term *= j * (1 - p) / ((n - j + 1.0) * p);
            sum += term;
        }
        return logTerm + Math.log(sum);
    }
}
