package dev.shatter.bound.calc;

import dev.shatter.core.BadInput;
import dev.shatter.core.Catalogue;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All calculators, and the reading of {@code calc NAME key=value …}. */
public final class Calculators {
    public static final Catalogue<Calculator> CATALOGUE = Catalogue.of(
            "calculator",
            Stream.of(
                            ConcentrationCalculators.ALL,
                            TailCalculators.ALL,
                            ComplexityCalculators.ALL,
                            NormCalculators.ALL,
                            PacBayesCalculators.ALL,
                            DeterministicCalculators.ALL,
                            InformationCalculators.ALL)
                    .flatMap(List::stream)
                    .toArray(Calculator[]::new));

    private Calculators() {}

    /**
     * Evaluates a formula; variables not given take their defaults. Whole numbers may be written 1e6. One variable may be a
     * range {@code 100..1e6}: then a curve comes with the value at the upper end.
     *
     * @param name of the calculator
     * @param assignments each {@code key=value}
     * @throws dev.shatter.core.BadInput for an unknown name or variable, a value out of range or a second range
     */
    public static Calculation evaluate(String name, List<String> assignments) {
        Calculator calculator = CATALOGUE.get(name);
        Map<String, Object> given = new LinkedHashMap<>();
        Parameter swept = null;
        VariableRange range = null;
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                throw BadInput.in(
                        where(name), "'" + assignment + "' is not an assignment", "write for instance n=1000");
            }
            String key = assignment.substring(0, equals);
            String value = assignment.substring(equals + 1);
            Parameter parameter = parameter(calculator, key);
            VariableRange here =
                    numeric(parameter) ? VariableRange.parse(where(name) + ", option '" + key + "'", value) : null;
            if (here != null && range != null) {
                throw BadInput.in(where(name), "two variables are ranges", "give a range for one variable only");
            }
            if (here != null && parameter != null) {
                range = here;
                swept = parameter;
                value = String.valueOf(here.high());
            }
            if (parameter != null && parameter.type() == Parameter.Type.INTEGER) {
                value = VariableRange.plainWhole(value);
            }
            if (given.put(key, value) != null) {
                throw BadInput.in(where(name), "option '" + key + "' is given twice", "give it once");
            }
        }
        Variant options = CATALOGUE.check(name, given);
        Calculation.Curve curve =
                range == null || swept == null ? null : curve(calculator, given, swept, range.points(swept.type()));
        Answer answer = calculator.evaluate(options);
        return new Calculation(
                answer.value(),
                calculator.unit(),
                name,
                calculator.formula(),
                calculator.guarantee().words(),
                options.options(),
                answer.beside(),
                curve);
    }

    private static Calculation.Curve curve(
            Calculator calculator, Map<String, Object> given, Parameter swept, double[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            Map<String, Object> here = new LinkedHashMap<>(given);
            // Checked anew at each point, so a range that leaves the variable's own is refused in a sentence.
            here.put(swept.name(), swept.type() == Parameter.Type.INTEGER ? (Object) (long) x[i] : (Object) x[i]);
            y[i] = calculator.evaluate(CATALOGUE.check(calculator.name(), here)).value();
        }
        return new Calculation.Curve(swept.name(), x, y);
    }

    private static @Nullable Parameter parameter(Calculator calculator, String key) {
        return calculator.parameters().stream()
                .filter(p -> p.name().equals(key))
                .findFirst()
                .orElse(null);
    }

    private static boolean numeric(@Nullable Parameter parameter) {
        return parameter != null
                && (parameter.type() == Parameter.Type.INTEGER || parameter.type() == Parameter.Type.NUMBER);
    }

    private static String where(String name) {
        return "calculator '" + name + "'";
    }
}
