package dev.shatter.spec;

import dev.shatter.core.BadInput;
import dev.shatter.core.Json;
import dev.shatter.core.References;
import dev.shatter.core.Variant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a kind of spec, each once, in the order of help pages. It makes specs from drafts and checks those that are
 * read back, so that flags, YAML and stored JSON are held to the same rules.
 */
public final class Schema {
    private final String kind;
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final Map<String, Shorthand> shorthands = new LinkedHashMap<>();
    private final Map<String, References> catalogues;

    /**
     * The schema of a kind.
     *
     * @param kind its name
     * @throws IllegalStateException if two of the names are the same
     */
    public Schema(String kind, List<Field> fields, List<Shorthand> shorthands) {
        this.kind = kind;
        fields.forEach(field -> once(this.fields.put(field.name(), field), field.name()));
        shorthands.forEach(shorthand -> {
            once(this.fields.get(shorthand.name()), shorthand.name());
            once(this.shorthands.put(shorthand.name(), shorthand), shorthand.name());
        });
        this.catalogues = new TreeMap<>();
        fields.forEach(field -> field.catalogue().ifPresent(catalogue -> catalogues.put(field.name(), catalogue)));
    }

    private void once(@Nullable Object before, String name) {
        if (before != null || name.equals(Drafter.EXPERIMENT) || name.equals("kind")) {
            throw new IllegalStateException("two fields of kind '" + kind + "' are named '" + name + "'");
        }
    }

    public String kind() {
        return kind;
    }

    public Collection<Field> fields() {
        return List.copyOf(fields.values());
    }

    public Collection<Shorthand> shorthands() {
        return List.copyOf(shorthands.values());
    }

    /**
     * The spec of a draft: every field not given takes its default.
     *
     * @param where what to name in messages: a file, or "train"
     * @param given by field or shorthand
     * @param defaults fills in what depends on what is given; what it adds is overridden by nothing
     * @throws BadInput if a field is not known, is missing, or a value is out of its range or not of its type
     */
    public Spec draft(
            String where, Map<String, Object> given, UnaryOperator<Map<String, Object>> defaults, Origins origins) {
        Map<String, Object> draft = new LinkedHashMap<>(given);
        draft.remove(Drafter.EXPERIMENT);
        for (String name : draft.keySet()) {
            if (!fields.containsKey(name) && !shorthands.containsKey(name)) {
                throw BadInput.in(where, "has an unknown field '" + name + "'", "the fields are " + names());
            }
        }
        draft = defaults.apply(expand(where, draft));
        Map<String, Object> values = new LinkedHashMap<>();
        for (Field field : fields.values()) {
            values.put(field.name(), field.read(where, draft.get(field.name()), origins));
        }
        for (Shorthand shorthand : shorthands.values()) {
            Object value = draft.get(shorthand.name());
            if (value != null) {
                shorthand.fields().forEach(field -> values.put(field, option(where, field, values, shorthand, value)));
            }
        }
        return spec(values);
    }

    /**
     * The same spec as one that was stored, held to this schema: neutral fields filled in.
     *
     * @throws BadInput if a field is missing or unknown, or a value is out of its range or not as it is stored
     */
    public Spec restore(String where, Spec stored) {
        for (String name : stored.values().keySet()) {
            if (!fields.containsKey(name)) {
                throw BadInput.in(where, "has an unknown field '" + name + "'", "the fields are " + names());
            }
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (Field field : fields.values()) {
            values.put(field.name(), field.restore(where, stored.values().get(field.name())));
        }
        Spec restored = spec(values);
        if (!restored.equals(stored)) {
            throw BadInput.in(where, "names a field that is left out at its neutral value", "leave it out");
        }
        return restored;
    }

    /** A spec of this kind with some of its values replaced by others, of the fields' own types. */
    public Spec with(Spec spec, Map<String, Object> changes) {
        Map<String, Object> values = new LinkedHashMap<>(spec.all());
        values.putAll(changes);
        return spec(values);
    }

    private Spec spec(Map<String, Object> values) {
        Map<String, Object> written = new TreeMap<>();
        Map<String, Object> neutral = new TreeMap<>();
        Map<String, Object> weighty = new TreeMap<>();
        for (Field field : fields.values()) {
            Object value = java.util.Objects.requireNonNull(values.get(field.name()));
            (field.isNeutral(value) ? neutral : written).put(field.name(), value);
            if (field.isWeighty() && !field.isNeutral(value)) {
                weighty.put(field.name(), value);
            }
        }
        return new Spec(kind, written, neutral, kind + " " + Json.canonical(weighty));
    }

    /** Shorthands for fields become these fields; those for options stay. */
    private Map<String, Object> expand(String where, Map<String, Object> draft) {
        Map<String, Object> expanded = new LinkedHashMap<>(draft);
        for (Shorthand shorthand : shorthands.values()) {
            Object value = draft.get(shorthand.name());
            if (value == null || !shorthand.option().isEmpty()) {
                continue;
            }
            expanded.remove(shorthand.name());
            if (!shorthand.isSwitch()) {
                shorthand.fields().forEach(field -> expanded.putIfAbsent(field, value));
            } else if (String.valueOf(value).equals("true")) {
                for (String field : shorthand.fields()) {
                    Object other = expanded.put(field, shorthand.value());
                    if (other != null && !other.equals(shorthand.value())) {
                        throw BadInput.in(
                                where,
                                "'" + shorthand.name() + "' and '" + field + " " + other + "' exclude each other",
                                "give one of them");
                    }
                }
            } else if (!String.valueOf(value).equals("false")) {
                throw BadInput.in(
                        where + ", field '" + shorthand.name() + "'",
                        "'" + value + "' is neither true nor false",
                        "write true or false");
            }
        }
        return expanded;
    }

    private Variant option(String where, String field, Map<String, Object> values, Shorthand shorthand, Object value) {
        References catalogue = java.util.Objects.requireNonNull(catalogues.get(field));
        Variant variant = (Variant) java.util.Objects.requireNonNull(values.get(field));
        Map<String, Object> options = new LinkedHashMap<>(variant.all());
        if (!options.containsKey(shorthand.option())) {
            throw BadInput.in(
                    where,
                    "'" + shorthand.name() + "' is no option of " + catalogue.kind() + " '" + variant.name() + "'",
                    "leave it out");
        }
        options.put(shorthand.option(), value);
        return catalogue.check(variant.name(), options);
    }

    private String names() {
        List<String> names = new ArrayList<>(fields.keySet());
        names.addAll(shorthands.keySet());
        return String.join(", ", names);
    }
}
