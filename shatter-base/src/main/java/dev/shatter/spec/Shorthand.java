package dev.shatter.spec;

import java.util.List;

/**
 * A name that people may type instead of a longer one; specs never hold it.
 *
 * @param name as typed: lower case with hyphens
 * @param meaning one line for help
 * @param fields the fields it sets, where they are not given themselves
 * @param option the option of the field's variant that it sets; empty where it sets the fields themselves
 * @param value what it sets, for a switch; empty where a value is given with it
 */
public record Shorthand(String name, String meaning, List<String> fields, String option, String value) {
    public Shorthand {
        fields = List.copyOf(fields);
    }

    /** One value for several fields. */
    public static Shorthand each(String name, List<String> fields, String meaning) {
        return new Shorthand(name, meaning, fields, "", "");
    }

    /** An option of the variant in a field: {@code lr} for {@code optimizer}'s. */
    public static Shorthand option(String name, String field, String meaning) {
        return new Shorthand(name, meaning, List.of(field), name, "");
    }

    /** A switch that gives a field a value: {@code whiten} for {@code scaling: whiten}. */
    public static Shorthand toggle(String name, String field, String value, String meaning) {
        return new Shorthand(name, meaning, List.of(field), "", value);
    }

    /** Whether it stands alone, without a value. */
    public boolean isSwitch() {
        return !value.isEmpty();
    }
}
