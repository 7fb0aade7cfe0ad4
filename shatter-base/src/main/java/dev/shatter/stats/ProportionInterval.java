package dev.shatter.stats;

import org.hipparchus.distribution.continuous.NormalDistribution;

/** Confidence intervals for a proportion p from k successes in n independent trials. */
public final class ProportionInterval {
    private ProportionInterval() {}

    /**
     * Two-sided exact interval of Clopper and Pearson 1934: level at least as stated for every p; (1−level)/2 each side.
     */
    public static Interval clopperPearson(long k, long n, double level) {
        double side = (1 - Check.level(level)) / 2;
        return new Interval(
                (double) k / n,
                BinomialTail.lowerLimit(k, n, side),
                BinomialTail.upperLimit(k, n, Math.log(side)),
                level,
                "Clopper-Pearson");
    }

    /** One-sided upper limit: p ≤ the value with probability at least 1 − delta; 1 − delta^{1/n} for k = 0. */
    public static double clopperPearsonUpper(long k, long n, double delta) {
        return BinomialTail.upperLimit(k, n, Math.log(Check.delta(delta)));
    }

    /** One-sided lower limit: p ≥ the value with probability at least 1 − delta. */
    public static double clopperPearsonLower(long k, long n, double delta) {
        return BinomialTail.lowerLimit(k, n, delta);
    }

    /**
     * Score interval of Wilson 1927: {p : |p̂ − p| ≤ z √(p(1−p)/n)}. Level holds on average over p, not for every p: for
     * display, never for a certificate.
     */
    public static Interval wilson(long k, long n, double level) {
        Check.counts(k, n);
        double z = new NormalDistribution().inverseCumulativeProbability((1 + Check.level(level)) / 2);
        double p = (double) k / n;
        double scale = 1 / (1 + z * z / n);
        double centre = scale * (p + z * z / (2.0 * n));
        double half = scale * z * Math.sqrt(p * (1 - p) / n + z * z / (4.0 * n * n));
        // At k = 0 and k = n an end is exactly 0 or 1; rounding must not move it.
        double low = k == 0 ? 0 : Math.max(0, centre - half);
        double high = k == n ? 1 : Math.min(1, centre + half);
        return new Interval(p, low, high, level, "Wilson");
    }
}
