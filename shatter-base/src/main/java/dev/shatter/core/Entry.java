package dev.shatter.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What every variant in a catalogue says of itself. It feeds help, reference pages, menus and contract tests. */
public interface Entry {
    /** As typed: lower case, digits and hyphens. */
    String name();

    /** One line, lower case, no full stop. */
    String summary();

    /** Authors, year, arXiv id or page; empty for folklore. */
    default String source() {
        return "";
    }

    /** The options, in the order in which positional arguments fill them. */
    default List<Parameter> parameters() {
        return List.of();
    }

    /** A reference to it that shows what it does, with its options where they must be given. */
    default String example() {
        return name();
    }

    /**
     * The one variant for all that mean the same, with what it names outside taken in: what specs hold. Its own canonical
     * variant is itself.
     *
     * @param variant each option checked by itself
     * @throws BadInput if options do not fit together, or what they name cannot be read
     */
    default Variant canonical(Variant variant) {
        return variant;
    }

    /**
     * The options that are not at their defaults, {@code option=value,…} in the order of their names; empty if all are. For keys of
     * what is stored and may be made again, not for ids.
     */
    default String deviations(Variant variant) {
        Map<String, Object> values = variant.all();
        List<String> parts = new ArrayList<>();
        for (Parameter parameter : parameters()) {
            Object value = values.get(parameter.name());
            if (value != null && !value.equals(parameter.fallback())) {
                parts.add(parameter.name() + "=" + Variant.write(value));
            }
        }
        Collections.sort(parts);
        return String.join(",", parts);
    }

    /** The shortest reference to a variant of this entry: options at their defaults are left out. For people, not for ids. */
    default String brief(Variant variant) {
        List<String> parts = new ArrayList<>();
        boolean positional = true;
        for (Parameter parameter : parameters()) {
            Object value = variant.all().get(parameter.name());
            if (value == null || value.equals(parameter.fallback())) {
                positional = false;
                continue;
            }
            positional &= parameter.fallback() == null
                    || (parameter.equals(parameters().get(0)) && parameter.type() != Parameter.Type.FLAG);
            String text =
                    parameter.type() == Parameter.Type.INTEGERS ? Variant.sizes((List<?>) value) : Variant.write(value);
            parts.add(positional ? text : parameter.name() + "=" + text);
        }
        if (parts.isEmpty()) {
            return variant.name();
        }
        // "inception-small,bn=false" reads better than "inception-small:bn=false"; both parse.
        return variant.name() + (parts.get(0).contains("=") ? "," : ":") + String.join(",", parts);
    }
}
