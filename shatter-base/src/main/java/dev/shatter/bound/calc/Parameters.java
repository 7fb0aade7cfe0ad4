package dev.shatter.bound.calc;

import dev.shatter.bound.Guarantee;
import dev.shatter.bound.Theorem;
import dev.shatter.core.BadInput;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Variables that many formulas share, in one wording, and lists of numbers. */
final class Parameters {
    /** Largest n: far beyond any data set, and exact as a double. */
    private static final long MOST = 1L << 52;

    static final Parameter N = count("n", 1000L, 1, "examples");
    static final Parameter DELTA = Parameter.number("delta", 0.05, 1e-300, 0.999999, "failure probability");
    static final Parameter RISK = Parameter.number("risk", 0.0, 0, 1, "empirical risk (mean loss)");

    private Parameters() {}

    static Parameter count(String name, Long fallback, long low, String meaning) {
        return Parameter.integer(name, fallback, low, MOST, meaning);
    }

    static Parameter positive(String name, Double fallback, String meaning) {
        return Parameter.number(name, fallback, 1e-300, Double.MAX_VALUE, meaning);
    }

    static Parameter nonNegative(String name, Double fallback, String meaning) {
        return Parameter.number(name, fallback, 0, Double.MAX_VALUE, meaning);
    }

    /** A list of numbers as text: {@code 2,1.5,3}, or empty. */
    static double[] list(Variant options, String name) {
        String text = options.text(name).strip();
        if (text.isEmpty()) {
            return new double[0];
        }
        return Arrays.stream(text.split(",", -1))
                .mapToDouble(part -> {
                    try {
                        double value = Double.parseDouble(part.strip());
                        if (value >= 0 && value < Double.POSITIVE_INFINITY) {
                            return value;
                        }
                    } catch (NumberFormatException e) {
                        // Falls through to the sentence below.
                    }
                    throw BadInput.in(
                            "calculator '" + options.name() + "', option '" + name + "'",
                            "'" + part + "' is not a number >= 0",
                            "write a list such as 2,1.5,3");
                })
                .toArray();
    }

    /** A whole number beyond the int range. */
    static long whole(Variant options, String name) {
        return (long) options.number(name);
    }

    /** A calculator of a theorem, under the theorem's own formula, promise and source. */
    static Calculator of(
            Theorem theorem, String name, String unit, List<Parameter> parameters, Function<Variant, Answer> compute) {
        return of(theorem, name, theorem.summary(), theorem.formula(), unit, theorem.guarantee(), parameters, compute);
    }

    /** A calculator of part of a theorem. */
    static Calculator of(
            Theorem theorem,
            String name,
            String summary,
            String formula,
            String unit,
            Guarantee guarantee,
            List<Parameter> parameters,
            Function<Variant, Answer> compute) {
        return new Calculator(name, summary, formula, unit, guarantee, theorem.source(), parameters, compute);
    }
}
