package dev.shatter.report.chart;

/**
 * From values to pixels: min is drawn at {@code from}, max at {@code to} (which is smaller on a y axis).
 *
 * <p>A category axis of k names runs from −1/2 to k − 1/2, so that category i is drawn at i.
 */
record AxisScale(double min, double max, boolean log, double from, double to) {

    double at(double value) {
        double part =
                log ? (Math.log(value) - Math.log(min)) / (Math.log(max) - Math.log(min)) : (value - min) / (max - min);
        return from + part * (to - from);
    }

    /** The pixel of a value, moved to the nearer end where it lies outside. */
    double clamped(double value) {
        return at(Math.max(min, Math.min(max, value)));
    }

    /** Whether a value has a place on an infinitely long axis of this kind. */
    boolean drawable(double value) {
        return Double.isFinite(value) && (!log || value > 0);
    }

    boolean contains(double value) {
        return drawable(value) && value >= min && value <= max;
    }
}
