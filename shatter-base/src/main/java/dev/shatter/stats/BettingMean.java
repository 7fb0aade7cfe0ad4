package dev.shatter.stats;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Test of the mean of bounded values by betting, whatever their law (Waudby-Smith and Ramdas 2024, arXiv:2010.09686).
 *
 * <p>Null: values in [0, 1] whose mean, given those before, is at most m. A stake grows by 1 + λ (X_i − m), 0 ≤ λ &lt; 1/m,
 * at each value; the wealth E is the mean over {@value #BETS} fixed λ from 0 to 1/m, so its expectation is at most 1 and
 * P(sup_n E_n ≥ 1/α) ≤ α (Ville 1939): 1/E is a p-value at whatever n one stops. It depends on no order of the values.
 *
 * <p>The price of assuming nothing: where m is near 1, values of 1 prove little, for a failure in a hundred is easily missed.
 * From n values of 1 alone, E &lt; m⁻ⁿ.
 */
public final class BettingMean {
    static final int BETS = 64;

    /** Steps of bisection: a millionth of the range. */
    private static final int STEPS = 20;

    private BettingMean() {}

    /**
     * E-value against a mean of at most {@code m}.
     *
     * @param values in [0, 1]
     * @param m in [0, 1]
     */
    public static double above(double[] values, double m) {
        for (double value : values) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException(value + " is not in [0, 1]");
            }
        }
        if (m >= 1) {
            return 1;
        }
        double sum = 0;
        for (int bet = 0; bet < BETS; bet++) {
            // Midpoints, so that no bet risks everything; at m = 0 any positive value refutes, and the bets are large.
            double lambda = (bet + 0.5) / BETS / Math.max(m, 1e-12);
            double wealth = 1;
            for (double value : values) {
                wealth *= 1 + lambda * (value - m);
            }
            sum += wealth;
        }
        return sum / BETS;
    }

    /** E-value against a mean of at least {@code m}. */
    public static double below(double[] values, double m) {
        return above(mirrored(values), 1 - m);
    }

    /** Mean with the means that neither side rejects at half of 1 − level: an interval at whatever n one stops. */
    public static Interval interval(double[] values, double level) {
        Check.sample("values", values, 1);
        double bar = 2 / (1 - Check.level(level));
        double mean = Arrays.stream(values).average().orElseThrow();
        double[] mirror = mirrored(values);
        double low = limit(m -> above(values, m), mean, bar);
        double high = 1 - limit(m -> above(mirror, m), 1 - mean, bar);
        return new Interval(mean, low, high, level, "betting");
    }

    private static double[] mirrored(double[] values) {
        return Arrays.stream(values).map(v -> 1 - v).toArray();
    }

    /** The largest m that is refuted, 0 if none is: evidence falls as m rises to the mean. */
    private static double limit(DoubleUnaryOperator evidence, double mean, double bar) {
        double refuted = 0;
        double open = mean;
        for (int step = 0; step < STEPS; step++) {
            double middle = (refuted + open) / 2;
            if (evidence.applyAsDouble(middle) >= bar) {
                refuted = middle;
            } else {
                open = middle;
            }
        }
        return refuted;
    }
}
