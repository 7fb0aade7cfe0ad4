package dev.shatter.stats;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * Bootstrap intervals (Efron 1979; BCa: Efron 1987): units are drawn with replacement and the statistic recomputed.
 *
 * <p>A statistic is a function of unit numbers, so pairs, models or whole groups can be resampled as one unit. Both
 * intervals are approximate: their level is right as n grows, and below about 10 units they are too short.
 */
public final class Bootstrap {
    private Bootstrap() {}

    /** Kinds of interval. */
    public enum Kind {
        /** Quantiles of the resampled statistic. */
        PERCENTILE,
        /** Quantiles corrected for bias and skewness (acceleration by the jackknife). */
        BCA
    }

    /**
     * Interval for a statistic of n units.
     *
     * @param n number of units, at least 2
     * @param statistic value for a list of unit numbers in 0 … n−1, repeats allowed; finite
     * @param draws resamples; 2000 or more for a 95 % interval
     * @param level in (0, 1)
     */
    public static Interval of(
            int n, ToDoubleFunction<int[]> statistic, Kind kind, int draws, double level, Chance chance) {
        Check.level(level);
        Check.atLeastOne("draws", draws);
        if (n < 2) {
            throw BadInput.in("bootstrap", n + " units cannot be resampled", "give at least 2");
        }
        double estimate = statistic.applyAsDouble(IntStream.range(0, n).toArray());
        double[] values = new double[draws];
        int[] drawn = new int[n];
        for (int b = 0; b < draws; b++) {
            for (int i = 0; i < n; i++) {
                drawn[i] = chance.nextInt(n);
            }
            values[b] = statistic.applyAsDouble(drawn);
        }
        Check.sample("bootstrap statistic", values, 1);
        Arrays.sort(values);
        double low = (1 - level) / 2;
        double high = (1 + level) / 2;
        if (kind == Kind.PERCENTILE) {
            return new Interval(estimate, quantile(values, low), quantile(values, high), level, "bootstrap percentile");
        }
        double bias = bias(values, estimate);
        double acceleration = acceleration(n, statistic);
        return new Interval(
                estimate,
                quantile(values, corrected(low, bias, acceleration)),
                quantile(values, corrected(high, bias, acceleration)),
                level,
                "bootstrap BCa");
    }

    /** Interval for a statistic of a plain sample. */
    public static Interval of(
            double[] sample, ToDoubleFunction<double[]> statistic, Kind kind, int draws, double level, Chance chance) {
        Check.sample("sample", sample, 2);
        return of(
                sample.length,
                units -> statistic.applyAsDouble(
                        Arrays.stream(units).mapToDouble(i -> sample[i]).toArray()),
                kind,
                draws,
                level,
                chance);
    }

    private static double bias(double[] sorted, double estimate) {
        double below = 0;
        for (double value : sorted) {
            // Ties count half, or a discrete statistic would look biased.
            below += value < estimate ? 1 : value == estimate ? 0.5 : 0;
        }
        double edge = 0.5 / sorted.length;
        return quantileOfNormal(Math.max(edge, Math.min(1 - edge, below / sorted.length)));
    }

    private static double acceleration(int n, ToDoubleFunction<int[]> statistic) {
        double[] left = new double[n];
        for (int out = 0; out < n; out++) {
            int without = out;
            left[out] = statistic.applyAsDouble(
                    IntStream.range(0, n).filter(i -> i != without).toArray());
        }
        double mean = Arrays.stream(left).average().orElseThrow();
        double square = 0;
        double cube = 0;
        for (double value : left) {
            square += (mean - value) * (mean - value);
            cube += (mean - value) * (mean - value) * (mean - value);
        }
        return square > 0 ? cube / (6 * Math.pow(square, 1.5)) : 0;
    }

    private static double corrected(double probability, double bias, double acceleration) {
        double z = bias + quantileOfNormal(probability);
        return new NormalDistribution().cumulativeProbability(bias + z / (1 - acceleration * z));
    }

    private static double quantileOfNormal(double probability) {
        return new NormalDistribution().inverseCumulativeProbability(probability);
    }

    /** Linear interpolation between order statistics: position p (m − 1). */
    static double quantile(double[] sorted, double probability) {
        double position = probability * (sorted.length - 1);
        int below = (int) Math.floor(position);
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
