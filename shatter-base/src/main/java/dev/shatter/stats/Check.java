package dev.shatter.stats;

import dev.shatter.core.BadInput;

/** Plain errors for arguments of this room. */
final class Check {
    private Check() {}

    static double level(double level) {
        if (!(level > 0 && level < 1)) {
            throw BadInput.in("level", level + " is not inside (0, 1)", "give a confidence level such as 0.95");
        }
        return level;
    }

    static double delta(double delta) {
        if (!(delta > 0 && delta < 1)) {
            throw BadInput.in("delta", delta + " is not inside (0, 1)", "give a failure probability such as 0.05");
        }
        return delta;
    }

    static void counts(long k, long n) {
        if (n < 1 || k < 0 || k > n) {
            throw BadInput.in("count", k + " out of " + n + " is impossible", "give 0 <= k <= n with n >= 1");
        }
    }

    static void sample(String name, double[] values, int atLeast) {
        if (values.length < atLeast) {
            throw BadInput.in(name, "has " + values.length + " values", "give at least " + atLeast);
        }
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw BadInput.in(name + ", value " + (i + 1), values[i] + " is not finite", "remove or correct it");
            }
        }
    }

    static void pairs(double[] x, double[] y, int atLeast) {
        if (x.length != y.length) {
            throw BadInput.in(
                    "pairs", x.length + " values meet " + y.length + " values", "give two columns of one length");
        }
        sample("first column", x, atLeast);
        sample("second column", y, atLeast);
    }

    static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw BadInput.in(name, value + " is less than 1", "give a positive number");
        }
    }
}
