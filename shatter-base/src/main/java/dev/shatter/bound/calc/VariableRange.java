package dev.shatter.bound.calc;

import dev.shatter.core.BadInput;
import dev.shatter.core.Parameter;
import java.math.BigDecimal;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A range {@code low..high} given for one variable: 61 points, evenly spaced in the logarithm if low &gt; 0, else evenly.
 *
 * @param low first value
 * @param high last value, larger
 */
record VariableRange(double low, double high) {
    private static final int POINTS = 61;

    /** The range a text means; null if it has no "..". */
    static @Nullable VariableRange parse(String where, String text) {
        int dots = text.indexOf("..");
        if (dots < 0) {
            return null;
        }
        try {
            VariableRange range = new VariableRange(
                    Double.parseDouble(text.substring(0, dots)), Double.parseDouble(text.substring(dots + 2)));
            if (range.low < range.high && Double.isFinite(range.low) && Double.isFinite(range.high)) {
                return range;
            }
        } catch (NumberFormatException e) {
            throw BadInput.in(where, "'" + text + "' is not a range", "write for instance 100..1e6", e);
        }
        throw BadInput.in(where, "'" + text + "' is not a range", "write the smaller end first, for instance 100..1e6");
    }

    /** The points; whole and distinct for whole-number variables. */
    double[] points(Parameter.Type type) {
        return IntStream.range(0, POINTS)
                .mapToDouble(i -> at((double) i / (POINTS - 1)))
                .map(x -> type == Parameter.Type.INTEGER ? Math.rint(x) : x)
                .distinct()
                .toArray();
    }

    private double at(double share) {
        if (share == 0 || share == 1) {
            return share == 0 ? low : high;
        }
        return low > 0 ? low * Math.pow(high / low, share) : low + share * (high - low);
    }

    /** A whole number written as 1e6 or 60000.0, in plain digits; other text unchanged. */
    static String plainWhole(String text) {
        try {
            BigDecimal value = new BigDecimal(text);
            // A hostile exponent would ask for gigabytes of digits.
            return Math.abs((long) value.scale()) < 40
                    ? value.toBigIntegerExact().toString()
                    : text;
        } catch (ArithmeticException | NumberFormatException e) {
            return text;
        }
    }
}
