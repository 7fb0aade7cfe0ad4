package dev.shatter.study;

import dev.shatter.core.Chance;

/**
 * One-sided sign-flip test that a mean is positive (Fisher 1935): under the null the values are independent and each as
 * likely to be +v as −v, so p is the share of sign patterns whose mean is at least the observed one.
 *
 * <p>Exact up to {@value #EXACT} values, by enumeration; beyond, by {@value #DRAWS} random patterns with the observed one
 * counted in. No law is assumed beyond symmetry. The price: p ≥ 2⁻ⁿ, so few values cannot decide, however clear they look.
 */
final class SignFlip {
    static final int EXACT = 18;
    static final int DRAWS = 99_999;

    /** Slack for sums that are equal but added in another order. */
    private static final double SAME = 1e-12;

    private SignFlip() {}

    /** The probability, under the null, of a mean at least as large. */
    static double positive(double[] values, Chance chance) {
        double observed = 0;
        double scale = 0;
        for (double value : values) {
            observed += value;
            scale += Math.abs(value);
        }
        double bar = observed - SAME * scale;
        if (values.length > EXACT) {
            int extreme = 1;
            for (int draw = 0; draw < DRAWS; draw++) {
                double sum = 0;
                for (double value : values) {
                    sum += chance.nextLong() < 0 ? -value : value;
                }
                extreme += sum >= bar ? 1 : 0;
            }
            return extreme / (DRAWS + 1.0);
        }
        int patterns = 1 << values.length;
        int extreme = 0;
        for (int pattern = 0; pattern < patterns; pattern++) {
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                sum += (pattern >> i & 1) == 0 ? values[i] : -values[i];
            }
            extreme += sum >= bar ? 1 : 0;
        }
        return (double) extreme / patterns;
    }

    /** The smallest p that n values can give. */
    static double least(int n) {
        return n > EXACT ? 1 / (DRAWS + 1.0) : Math.pow(2, -n);
    }
}
