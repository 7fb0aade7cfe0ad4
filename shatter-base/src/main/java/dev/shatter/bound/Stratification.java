package dev.shatter.bound;

import java.util.Arrays;

/**
 * Union bound over a grid of caps, for quantities known only after seeing the sample (norms, 1/γ).
 *
 * <p>A bound that holds for fixed caps t at confidence δ holds for all caps τ·2^k at once when δ is replaced by δ Π_i
 * 1/(Z (1 + |k_i|)²), Z = Σ_k (1 + |k|)⁻² = π²/3 − 1; that is ln(1/δ) grows by Σ_i [ln Z + 2 ln(1 + |k_i|)]. The bound
 * must grow in each cap with the others fixed. Any k_i with τ·2^{k_i} ≥ N_i may be picked after training. Elementary;
 * the device is that of structural risk minimisation (Vapnik 1998).
 */
public final class Stratification {
    /** Z = Σ over whole k of (1 + |k|)⁻². */
    public static final double Z = Math.PI * Math.PI / 3 - 1;

    /** The grid index of a quantity that is exactly 0. */
    private static final int ZERO = -60;

    private Stratification() {}

    /**
     * A quantity's place on the grid: the smallest τ·2^k ≥ N.
     *
     * @param k grid index, of any sign
     * @param cap τ·2^k
     */
    public record Cap(int k, double cap) {}

    /**
     * The smallest cap of the grid τ·2^k that is at least N.
     *
     * @param value N ≥ 0; 0 takes k = −60; NaN and +∞ give cap +∞
     * @param tau τ &gt; 0, fixed before seeing the sample
     */
    public static Cap cap(double value, double tau) {
        Domain.nonNegative("value", value);
        Domain.positive("tau", tau);
        if (value == 0) {
            return new Cap(ZERO, Math.scalb(tau, ZERO));
        }
        double ratio = value / tau;
        if (!(ratio <= Double.MAX_VALUE / 2)) {
            return new Cap(Double.MAX_EXPONENT, Double.POSITIVE_INFINITY);
        }
        int k = Math.max(Math.getExponent(ratio), Double.MIN_EXPONENT);
        while (Math.scalb(tau, k) < value) {
            k++;
        }
        return new Cap(k, Math.scalb(tau, k));
    }

    /** Caps of several quantities on the grid with τ = 1. */
    public static Cap[] caps(double... values) {
        return Arrays.stream(values).mapToObj(v -> cap(v, 1)).toArray(Cap[]::new);
    }

    /** Σ_i [ln Z + 2 ln(1 + |k_i|)], in nats: what to add to ln(1/δ). */
    public static double penalty(int... k) {
        double sum = 0;
        for (int index : k) {
            sum += Math.log(Z) + 2 * Math.log1p(Math.abs((double) index));
        }
        return sum;
    }

    /** The penalty of several caps. */
    public static double penalty(Cap... caps) {
        return penalty(Arrays.stream(caps).mapToInt(Cap::k).toArray());
    }

    /** δ_k = δ Π_i 1/(Z (1 + |k_i|)²): the confidence at which a bound of any other form is evaluated. */
    public static double delta(double delta, int... k) {
        return Domain.delta(delta) * Math.exp(-penalty(k));
    }
}
