package dev.shatter.core;

import java.util.ArrayList;
import java.util.List;

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
