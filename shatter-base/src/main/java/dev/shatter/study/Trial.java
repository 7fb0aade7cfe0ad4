package dev.shatter.study;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One run a study asks for.
 *
 * @param part which part of the study asks, one word: "corruption"; several parts may ask for the same run
 * @param condition what is different about it, a word or two: "weight-decay"
 * @param network which network, or family where a condition changes the network itself
 * @param fields its draft, as {@link dev.shatter.spec.Drafter} reads it, {@code seed} among them
 * @param measures names of what is to be measured on the run; mostly none
 */
public record Trial(
        String part, String condition, String network, SortedMap<String, Object> fields, SortedSet<String> measures) {
    public Trial {
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
        measures = Collections.unmodifiableSortedSet(new TreeSet<>(measures));
    }

    /** A field's value as text; empty if the draft leaves it out. */
    public String field(String name) {
        Object value = fields.get(name);
        return value == null ? "" : String.valueOf(value);
    }

    public long seed() {
        return Long.parseLong(field("seed"));
    }

    /** Whether this is the name of its part, network or condition, or of all three: {@code PART/NETWORK/CONDITION}. */
    public boolean isOf(String name) {
        return List.of(part, network, condition, part + "/" + network + "/" + condition)
                .contains(name);
    }

    /** In a few words, for messages and lists of sources. */
    public String words() {
        return part + ": " + network + ", " + condition.replace('-', ' ') + ", seed " + seed();
    }
}
