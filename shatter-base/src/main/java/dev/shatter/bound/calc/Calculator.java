package dev.shatter.bound.calc;

import dev.shatter.bound.Guarantee;
import dev.shatter.core.Entry;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import java.util.List;
import java.util.function.Function;

/**
 * One formula with its variables.
 *
 * @param name as typed after {@code calc}
 * @param summary one line
 * @param formula as text
 * @param unit of the main value: risk, probability, examples, nats, …
 * @param guarantee what the value promises
 * @param source authors and year
 * @param parameters the variables
 * @param compute options in, answer out
 */
public record Calculator(
        String name,
        String summary,
        String formula,
        String unit,
        Guarantee guarantee,
        String source,
        List<Parameter> parameters,
        Function<Variant, Answer> compute)
        implements Entry {
    public Calculator {
        parameters = List.copyOf(parameters);
    }

    /** The answer for options that {@link Calculators#CATALOGUE} has checked. */
    public Answer evaluate(Variant options) {
        return compute.apply(options);
    }
}
