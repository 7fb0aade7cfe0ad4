package dev.shatter.bound;

/**
 * Relative entropy of two coins, kl(q‖p) = q ln(q/p) + (1−q) ln((1−q)/(1−p)) in nats, 0 ln 0 = 0, and its inverses.
 *
 * <p>Inverses are found by bisection down to neighbouring doubles and return the end on the safe side. Used by every
 * bound of Chernoff's and PAC-Bayes-kl's form (Langford and Seeger 2001).
 */
public final class BinaryKl {
    /** Nearer to 1 the divergence cannot be told from infinity in double precision. */
    private static final double NEAR_ONE = 1 - 1e-15;

    private BinaryKl() {}

    /** kl(q‖p) ≥ 0 for q, p in [0, 1]; +∞ where p excludes what q allows. */
    public static double divergence(double q, double p) {
        Domain.risk("q", q);
        Domain.risk("p", p);
        // Written with log1p of the difference: q near p loses no digits.
        double first = q == 0 ? 0 : p == 0 ? Double.POSITIVE_INFINITY : -q * Math.log1p((p - q) / q);
        double second = q == 1 ? 0 : p == 1 ? Double.POSITIVE_INFINITY : -(1 - q) * Math.log1p((q - p) / (1 - q));
        return Domain.orVacuous(Math.max(0, first + second));
    }

    /** max{p in [q, 1] : kl(q‖p) ≤ c}, rounded up; 1 − e^{−c} for q = 0; 1 where nothing can be said. */
    public static double upperInverse(double q, double c) {
        Domain.risk("q", q);
        Domain.nonNegative("c", c);
        if (Double.isNaN(q) || Double.isNaN(c) || q >= NEAR_ONE || divergence(q, NEAR_ONE) <= c) {
            return 1;
        }
        if (q == 0) {
            return Math.min(1, Math.nextUp(-Math.expm1(-c)));
        }
        double low = q;
        double high = NEAR_ONE;
        for (double mid = (low + high) / 2; low < mid && mid < high; mid = (low + high) / 2) {
            if (divergence(q, mid) <= c) {
                low = mid;
            } else {
                high = mid;
            }
        }
        return high;
    }

    /** min{p in [0, q] : kl(q‖p) ≤ c}, rounded down; 0 where nothing can be said. */
    public static double lowerInverse(double q, double c) {
        Domain.risk("q", q);
        Domain.nonNegative("c", c);
        if (Double.isNaN(q) || Double.isNaN(c) || q <= 0) {
            return 0;
        }
        double low = 0;
        double high = q;
        for (double mid = q / 2; low < mid && mid < high; mid = low + (high - low) / 2) {
            if (divergence(q, mid) <= c) {
                high = mid;
            } else {
                low = mid;
            }
        }
        return low;
    }
}
