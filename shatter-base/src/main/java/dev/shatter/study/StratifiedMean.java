package dev.shatter.study;

import dev.shatter.stats.Interval;
import dev.shatter.stats.MeanInterval;
import java.util.Arrays;
import java.util.Map;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * Mean of a sample over its networks with Student's interval, the variance pooled within networks: x̄ ± t_{n−S} s/√n, s² =
 * Σ within-network squares / (n − S), for n values of S networks. The spread between networks is no noise: they were
 * chosen. With one value a network it is all there is. Ends stay in the sample's range.
 */
final class StratifiedMean {
    private StratifiedMean() {}

    static Interval of(Sample sample, double level) {
        double[] values = sample.toArray();
        if (values.length < 2) {
            return new Interval(values[0], Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, level, "one run: none");
        }
        Map<String, double[]> networks = sample.byNetwork();
        int freedom = values.length - networks.size();
        Interval mean = freedom < 1 ? MeanInterval.student(values, level) : pooled(values, networks, freedom, level);
        return mean.within(sample.range().least(), sample.range().most());
    }

    private static Interval pooled(double[] values, Map<String, double[]> networks, int freedom, double level) {
        double squares = 0;
        for (double[] group : networks.values()) {
            double centre = mean(group);
            squares +=
                    Arrays.stream(group).map(v -> (v - centre) * (v - centre)).sum();
        }
        double t = new TDistribution(freedom).inverseCumulativeProbability((1 + level) / 2);
        double half = t * Math.sqrt(squares / freedom / values.length);
        double mean = mean(values);
        return new Interval(mean, mean - half, mean + half, level, "Student t, variance pooled within networks");
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }
}
