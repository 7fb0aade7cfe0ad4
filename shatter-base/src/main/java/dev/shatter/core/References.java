package dev.shatter.core;

import java.util.List;
import java.util.Map;

/** What reads references such as {@code mlp:512x3} into variants: a {@link Catalogue}, or one with more to check. */
public interface References {
    /** What the entries are, singular, for messages: "network". */
    String kind();

    List<String> names();

    /** Reads a reference; every option not given takes its default. */
    Variant parse(String reference);

    /** Reads a list of references: a comma begins the next one where the name of an entry follows. */
    List<Variant> parseAll(String references);

    /** Checks options as read from JSON or YAML and fills in defaults. */
    Variant check(String name, Map<String, Object> options);

    /**
     * The same variant as one that was stored: every option must be there as it was written, but those that came later and are
     * left out, which take their neutral value.
     *
     * @throws BadInput if an option is missing, unknown, out of its range or not of its type
     */
    Variant restore(Variant stored);

    /** The shortest reference that {@link #parse} reads as this variant: defaults are left out. For people, not for ids. */
    String brief(Variant variant);
}
