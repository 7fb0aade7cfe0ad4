package dev.shatter.measure.sharpness;

import dev.shatter.measure.NoteNumber;
import java.util.function.DoubleFunction;

/**
 * The largest scale at which an increase stays at a target: halving of [0, 2], as in the released code of Dziugaite et al.
 * 2020 (arXiv:2010.11924).
 *
 * @param value the scale found
 * @param low largest scale seen under the target; 0 if none
 * @param high smallest scale seen over it; 2 if none
 * @param increase measured at {@code value}
 * @param standardError of that increase
 * @param met whether the increase is within the tolerance of the target
 */
record Bisection(double value, double low, double high, double increase, double standardError, boolean met) {
    static final double UPPER = 2;
    /** Of the increase, as in the released code. */
    static final double TOLERANCE = 0.01;
    /** 2/2^20 = 2e-6: small networks on hard data need scales of 1e-5 and less. */
    static final int DEPTH = 20;
    /** Increase of the training error that is allowed. */
    static final double TARGET = 0.1;

    /** Relative width at which a bracket is close enough: far below what another sample of examples changes. */
    private static final double CLOSE = 0.02;

    /** What a scale does. */
    record Increase(double mean, double standardError) {}

    /** Why there is no such scale between the smallest and the largest that are tried; empty if there is one. */
    String failure() {
        if (Math.abs(increase - TARGET) <= TOLERANCE || (low > 0 && high < UPPER)) {
            return "";
        }
        return low > 0
                ? "the error does not grow by " + TARGET + " up to the largest scale tried, " + UPPER
                : "the error grows by more than " + TARGET + " at the smallest scale tried, " + NoteNumber.text(high);
    }

    static Bisection search(DoubleFunction<Increase> increase) {
        double low = 0;
        double high = UPPER;
        double value = UPPER;
        Increase last = new Increase(Double.NaN, Double.NaN);
        for (int i = 0; i < DEPTH; i++) {
            value = (low + high) / 2;
            last = increase.apply(value);
            if (Math.abs(last.mean() - TARGET) <= TOLERANCE) {
                return new Bisection(value, low, high, last.mean(), last.standardError(), true);
            }
            if (last.mean() > TARGET) {
                high = value;
            } else {
                low = value;
            }
            // The error rate is a step function of few examples: it may jump over the target.
            if (low > 0 && high - low < CLOSE * high) {
                break;
            }
        }
        return new Bisection(value, low, high, last.mean(), last.standardError(), low > 0 && high - low < CLOSE * high);
    }
}
