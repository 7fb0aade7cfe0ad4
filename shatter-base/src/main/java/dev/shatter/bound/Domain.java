package dev.shatter.bound;

import dev.shatter.core.BadInput;

/** Checks on arguments: impossible input is refused in a sentence; undefined values become +∞. */
final class Domain {
    private Domain() {}

    static double delta(double delta) {
        if (!(delta > 0 && delta < 1)) {
            throw BadInput.in("delta", delta + " is not inside (0, 1)", "give a failure probability such as 0.05");
        }
        return delta;
    }

    static double sampleSize(double n) {
        return atLeastOne("n", n);
    }

    /** A finite count ≥ 1. */
    static double atLeastOne(String name, double count) {
        if (!(count >= 1) || Double.isInfinite(count)) {
            throw BadInput.in(name, count + " is less than 1 or no number", "give a number of at least 1");
        }
        return count;
    }

    /** A risk in [0, 1]. NaN passes: what follows from it is +∞. */
    static double risk(String name, double risk) {
        if (risk < 0 || risk > 1) {
            throw BadInput.in(name, risk + " is not in [0, 1]", "give an average loss between 0 and 1");
        }
        return risk;
    }

    /** A quantity ≥ 0. NaN passes: what follows from it is +∞. */
    static double nonNegative(String name, double value) {
        if (value < 0) {
            throw BadInput.in(name, value + " is negative", "give a number of at least 0");
        }
        return value;
    }

    static double positive(String name, double value) {
        if (!(value > 0)) {
            throw BadInput.in(name, value + " is not positive", "give a number above 0");
        }
        return value;
    }

    static double[] nonNegative(String name, double[] values) {
        if (values.length == 0) {
            throw BadInput.in(name, "is empty", "give at least one number");
        }
        for (int i = 0; i < values.length; i++) {
            nonNegative(name + " " + (i + 1), values[i]);
        }
        return values;
    }

    /** An undefined value proves nothing: NaN becomes +∞. */
    static double orVacuous(double value) {
        return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
    }
}
