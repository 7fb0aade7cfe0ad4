package dev.shatter.stats;

import java.util.Arrays;

/**
 * Confidence limits for the mean of values in [0, 1], by betting (Waudby-Smith and Ramdas 2024, arXiv:2010.09686).
 *
 * <p>For X_1, X_2, … in [0, 1] with E[X_t | X_1 … X_{t−1}] = μ, the wealth K_t(m) = Π_{i ≤ t} (1 + λ_i (m − X_i)) of somebody
 * who bets that the mean is under m has expectation at most 1 where it is not, whatever stakes λ_i in [0, 1/2] the past
 * suggests; so it ever reaches 1/δ with probability at most δ (Ville 1939). All m at which it stays below are the confidence
 * set; K_t grows with m, so the set ends at one limit. The stakes are predictable plug-ins,
 * λ_t = min(√(2 ln(1/δ)/(n σ²_{t−1})), 1/2) with the running variance σ²_t = (1/4 + Σ_{i ≤ t} (X_i − μ_i)²)/(t + 1) about the
 * running mean μ_t = (1/2 + Σ_{i ≤ t} X_i)/(t + 1), σ²_0 = 1/4: values of small variance soon give a narrow limit.
 *
 * <p>The number of values n must be fixed beforehand. Values must come in the order of drawing, not sorted.
 */
public final class BettingLimit {
    /** Larger stakes could ruin the bettor for m = 0 and X = 1 within a few rounds. */
    private static final double LARGEST_STAKE = 0.5;

    private BettingLimit() {}

    /**
     * sup{m in [0, 1] : max_t K_t(m) &lt; 1/δ}, rounded up.
     *
     * @param values X_1 … X_n in [0, 1], n ≥ 1
     * @param delta δ in (0, 1)
     * @return the limit; 1 where nothing can be said, as for a value that is not a number
     */
    public static double upper(double[] values, double delta) {
        Check.delta(delta);
        double target = -Math.log(delta);
        double[] stakes = stakes(values, delta);
        double low = 0;
        double high = 1;
        // A value outside [0, 1] or not a number proves nothing.
        if (Arrays.stream(values).anyMatch(x -> !(x >= 0 && x <= 1)) || largestLogWealth(values, stakes, 1) < target) {
            return 1;
        }
        for (double mid = 0.5; low < mid && mid < high; mid = low + (high - low) / 2) {
            if (largestLogWealth(values, stakes, mid) < target) {
                low = mid;
            } else {
                high = mid;
            }
        }
        return high;
    }

    /** The lower limit: 1 minus the upper limit of 1 − X. */
    public static double lower(double[] values, double delta) {
        return 1 - upper(Arrays.stream(values).map(x -> 1 - x).toArray(), delta);
    }

    /** max over t of ln K_t(m), at least 0 = ln K_0. */
    private static double largestLogWealth(double[] values, double[] stakes, double m) {
        double largest = 0;
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += Math.log1p(stakes[i] * (m - values[i]));
            largest = Math.max(largest, sum);
        }
        return largest;
    }

    private static double[] stakes(double[] values, double delta) {
        double[] stakes = new double[values.length];
        double scale = -2 * Math.log(delta) / values.length;
        double sum = 0.5;
        double squares = 0.25;
        double variance = 0.25;
        for (int i = 0; i < values.length; i++) {
            stakes[i] = Math.min(Math.sqrt(scale / variance), LARGEST_STAKE);
            sum += values[i];
            double difference = values[i] - sum / (i + 2);
            squares += difference * difference;
            variance = squares / (i + 2);
        }
        return stakes;
    }
}
