package dev.shatter.run;

import dev.shatter.core.BadInput;
import dev.shatter.core.Variant;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A condition on runs, {@code COLUMN OPERATOR VALUE}: {@code net=mlp*}, {@code testAccuracy>0.9}, {@code state!=complete}. A row
 * without that column, or with NaN in it, meets no condition but {@code !=}. A variant is met by its full text, by its short one,
 * and by whatever a {@link Notation} reads as it.
 */
final class RunFilter {
    /** How a cell is compared with the value; of two that fit, the longer stands first. */
    enum Operator {
        NOT("!="),
        AT_LEAST(">="),
        AT_MOST("<="),
        EQUAL("="),
        ABOVE(">"),
        BELOW("<");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        private boolean holds(int order) {
            return switch (this) {
                case NOT -> order != 0;
                case EQUAL -> order == 0;
                case AT_LEAST -> order >= 0;
                case AT_MOST -> order <= 0;
                case ABOVE -> order > 0;
                case BELOW -> order < 0;
            };
        }

        private boolean ordered() {
            return this != NOT && this != EQUAL;
        }
    }

    private final String column;
    private final Operator operator;
    private final String value;
    private final @Nullable Double number;
    private final Pattern pattern;
    private final Notation notation;
    /** Whether a variant is meant; rows share their variants. */
    private final IdentityHashMap<Variant, Boolean> meant = new IdentityHashMap<>();

    /**
     * @param column a column of {@link StoreTable}
     * @param operator how to compare
     * @param value a number, or a text in which {@code *} stands for anything
     * @param notation how the text may name a variant
     */
    private RunFilter(String column, Operator operator, String value, Notation notation) {
        this.column = column;
        this.operator = operator;
        this.value = value;
        this.notation = notation;
        this.number = number(value);
        this.pattern = Pattern.compile(
                Stream.of(value.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
                Pattern.DOTALL);
    }

    private static final Pattern FORM = Pattern.compile("\\s*([^=<>!]+?)\\s*(!=|>=|<=|=|>|<).*", Pattern.DOTALL);
    private static final String REMEDY = "write for instance 'net=mlp*' or 'testAccuracy>0.9'";

    /**
     * Reads a condition.
     *
     * @param columns the columns there are; the longest that the text begins with is meant, since references of measurements
     *     have equals signs of their own
     * @param notation how the text may name a variant
     */
    static RunFilter parse(String text, List<String> columns, Notation notation) {
        String where = "--where '" + text + "'";
        String stripped = text.strip();
        String column = columns.stream()
                .filter(name -> stripped.startsWith(name)
                        && operator(stripped.substring(name.length()).strip()) != null)
                .max(Comparator.comparingInt(String::length))
                .orElseThrow(() -> unknown(where, text, columns));
        String rest = stripped.substring(column.length()).strip();
        Operator operator = Objects.requireNonNull(operator(rest));
        String value = rest.substring(operator.sign.length()).strip();
        if (value.isEmpty()) {
            throw BadInput.in(where, "compares with nothing", REMEDY);
        }
        if (operator.ordered() && value.contains("*")) {
            throw BadInput.in(where, "'*' has no order", "use it with = or !=");
        }
        return new RunFilter(column, operator, value, notation);
    }

    private static BadInput unknown(String where, String text, List<String> columns) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return BadInput.in(where, "is no condition", REMEDY);
        }
        String asked = form.group(1);
        String key = asked.toLowerCase(Locale.ROOT);
        Stream<String> near =
                columns.stream().filter(name -> name.toLowerCase(Locale.ROOT).contains(key) || key.contains(name));
        String listed = Stream.concat(near, columns.stream().filter(name -> !name.contains(".")))
                .distinct()
                .limit(24)
                .collect(Collectors.joining(", "));
        return BadInput.in(where, "no run here has '" + asked + "'", "there are " + listed + ", …");
    }

    private static @Nullable Operator operator(String text) {
        for (Operator operator : Operator.values()) {
            if (text.startsWith(operator.sign)) {
                return operator;
            }
        }
        return null;
    }

    /** @throws BadInput if numbers are to be ordered by something that is none */
    void check(List<StoreRow> rows) {
        if (operator.ordered() && number == null && rows.stream().anyMatch(row -> row.cell(column) instanceof Double)) {
            throw BadInput.in(
                    "--where '" + column + operator.sign + value + "'", "'" + value + "' is not a number", REMEDY);
        }
    }

    boolean test(StoreRow row) {
        Object cell = row.cell(column);
        if (cell == null) {
            return operator == Operator.NOT;
        }
        if (cell instanceof Double found) {
            if (number != null && !found.isNaN()) {
                return operator.holds(Double.compare(found + 0.0, number + 0.0));
            }
            return operator == Operator.NOT;
        }
        String text = String.valueOf(cell);
        if (operator.ordered()) {
            return operator.holds(text.compareTo(value));
        }
        Variant variant = row.variant(column);
        boolean fits = variant == null
                ? pattern.matcher(text).matches()
                : meant.computeIfAbsent(variant, v -> names(String.valueOf(row.cell("kind")), v));
        return fits == (operator == Operator.EQUAL);
    }

    private boolean names(String kind, Variant variant) {
        return pattern.matcher(variant.text()).matches()
                || pattern.matcher(notation.brief(kind, column, variant)).matches()
                || notation.means(kind, column, value, variant);
    }

    private static @Nullable Double number(String value) {
        try {
            return Double.valueOf(value);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
