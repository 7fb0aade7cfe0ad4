package dev.shatter.spec;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A run that another begins from, named by its spec's id. As JSON: <code>{"run": "1f3a…"}</code>.
 *
 * @param id lower-case hexadecimal SHA-256 of the parent's canonical text
 * @param spec the parent itself, so that it can be run where it is not stored; null if only its id is known
 */
public record Parent(
        @JsonProperty("run") String id,
        @JsonIgnore @Nullable Spec spec) {
    /** The run of this spec. */
    public static Parent of(Spec spec) {
        return new Parent(spec.id(), spec);
    }

    /** Two parents are the same if their ids are. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Parent parent && id.equals(parent.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return id;
    }
}
