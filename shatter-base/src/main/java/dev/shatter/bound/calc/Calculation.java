package dev.shatter.bound.calc;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The result of one {@code calc} command; as JSON the value comes first.
 *
 * @param value main value; with a range, the value at its upper end; never NaN
 * @param unit of the value
 * @param name the calculator
 * @param formula as text
 * @param guarantee what the value promises, in words
 * @param options every variable with its value; a range shows its upper end
 * @param beside further values by name
 * @param curve the value over a range, if one was given
 */
@JsonPropertyOrder({"value", "unit", "name", "formula", "guarantee", "options", "beside", "curve"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Calculation(
        double value,
        String unit,
        String name,
        String formula,
        String guarantee,
        SortedMap<String, Object> options,
        Map<String, Double> beside,
        @Nullable Curve curve) {
    /**
     * A curve over one variable.
     *
     * @param variable its name
     * @param x values of the variable, increasing
     * @param y values of the formula, same length
     */
    public record Curve(String variable, double[] x, double[] y) {}
}
