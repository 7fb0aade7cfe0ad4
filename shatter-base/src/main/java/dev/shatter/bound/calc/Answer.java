package dev.shatter.bound.calc;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a formula gives at one point: the value asked for and others worth showing beside it.
 *
 * @param value main value, never NaN; +∞ outside the domain
 * @param beside further values by name, in order
 */
public record Answer(double value, Map<String, Double> beside) {
    public Answer {
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException("a calculator's value must not be NaN");
        }
        beside = Collections.unmodifiableMap(new LinkedHashMap<>(beside));
    }

    static Answer of(double value) {
        return new Answer(value, Map.of());
    }

    Answer and(String name, double other) {
        Map<String, Double> more = new LinkedHashMap<>(beside);
        more.put(name, other);
        return new Answer(value, more);
    }
}
