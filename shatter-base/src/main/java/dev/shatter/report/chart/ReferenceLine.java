package dev.shatter.report.chart;

/**
 * A thin line across a panel with its name: chance level, a measured value, a published number.
 *
 * @param along the axis the value is on: {@link Along#Y} draws a level line
 */
public record ReferenceLine(Along along, double value, String label, boolean dashed) {

    /** The axis that carries the value. */
    public enum Along {
        X,
        Y
    }

    public ReferenceLine {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("reference line '" + label + "' is at " + value);
        }
    }

    /** A level, thin dashed line at a value of y. */
    public static ReferenceLine level(double y, String label) {
        return new ReferenceLine(Along.Y, y, label, true);
    }

    /** An upright, thin dashed line at a value of x. */
    public static ReferenceLine upright(double x, String label) {
        return new ReferenceLine(Along.X, x, label, true);
    }

    /** The same line, solid. */
    public ReferenceLine solid() {
        return new ReferenceLine(along, value, label, false);
    }
}
