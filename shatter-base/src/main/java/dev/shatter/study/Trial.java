package dev.shatter.study;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One run a study asks for.
 *
 * @param part which part of the study asks, one word: "corruption"; several parts may ask for the same run
 * @param fields its draft, as {@link dev.shatter.spec.Drafter} reads it, {@code net} and {@code seed} among them
 */
public record Trial(String part, SortedMap<String, Object> fields) {
    public Trial {
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }

    /** A field's value as text; empty if the draft leaves it out. */
    public String field(String name) {
        Object value = fields.get(name);
        return value == null ? "" : String.valueOf(value);
    }

    public String network() {
        return field("net");
    }

    public long seed() {
        return Long.parseLong(field("seed"));
    }
}
