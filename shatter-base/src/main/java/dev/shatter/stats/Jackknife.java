package dev.shatter.stats;

import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.StatUtils;

/**
 * Intervals of a statistic from its values on parts of the sample, for statistics that drawing with replacement would spoil,
 * such as those of nearest neighbours. Both are t intervals about the whole sample's value; neither corrects its bias.
 */
public final class Jackknife {
    private Jackknife() {}

    /**
     * From the values with one of G equal groups left out: variance (G − 1)/G Σ (θ_g − θ̄)² (Quenouille 1956; Shao and Wu 1989).
     *
     * @param leftOut θ_g, at least 2
     */
    public static Interval grouped(double estimate, double[] leftOut, double level) {
        Check.sample("values with a group left out", leftOut, 2);
        double g = leftOut.length;
        double variance = (g - 1) * (g - 1) / g * StatUtils.variance(leftOut);
        return around(estimate, variance, leftOut.length, level, "jackknife, " + leftOut.length + " groups");
    }

    /**
     * From the values on G equal parts, for a variance that falls as 1/n: Σ (θ_g − θ̄)²/(G (G − 1)). At the cost of one more
     * estimate; too short where the parts are small (Politis and Romano 1994).
     */
    public static Interval parts(double estimate, double[] parts, double level) {
        Check.sample("values on parts", parts, 2);
        return around(
                estimate,
                StatUtils.variance(parts) / parts.length,
                parts.length,
                level,
                "spread over " + parts.length + " parts");
    }

    private static Interval around(double estimate, double variance, int groups, double level, String method) {
        double t = new TDistribution(groups - 1.0).inverseCumulativeProbability((1 + Check.level(level)) / 2);
        double half = t * Math.sqrt(variance);
        return new Interval(estimate, estimate - half, estimate + half, level, method);
    }
}
