package dev.shatter.study;

/**
 * How much data speak against a null hypothesis.
 *
 * @param p the chance of as much under the null, for a number of values fixed in advance
 * @param e an e-value: its mean under the null is at most 1 wherever one stops, so P(ever e ≥ 1/α) ≤ α
 */
public record Weight(double p, double e) {
    /** Against a null that is false only if both of its parts are. */
    Weight lighter(Weight other) {
        return new Weight(Math.max(p, other.p), Math.min(e, other.e));
    }

    /** Against one of two nulls, whichever it is: two chances to be wrong. */
    Weight either(Weight other) {
        return new Weight(Math.min(1, 2 * Math.min(p, other.p)), Math.max(e, other.e) / 2);
    }
}
