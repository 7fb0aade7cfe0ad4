package dev.shatter.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shatter.core.BadInput;
import dev.shatter.core.Json;
import dev.shatter.core.Variant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is to be run: a kind of experiment and the value of each of its fields. Immutable. Two specs are the same experiment
 * exactly when their canonical texts are equal.
 *
 * <p>Which fields a kind has is said by its {@link Schema}, which also makes and checks specs; reading a stored one back needs
 * no schema. A value is a Long, Double, Boolean or String, a List of Long, a {@link Variant} or a {@link Parent}, or a list of
 * one of these two. Fields that came later and have their neutral value are no part of the canonical text, nor of equality.
 *
 * <p>Specs that begin from others form a graph without circles, since an id is the hash of what it names.
 */
public final class Spec {
    /** By convention the data an experiment is about, a {@link Variant}; absent where it makes up its own problem. */
    public static final String DATA = "data";

    private static final String KIND = "kind";
    private static final String WHERE = "spec";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

    private final String kind;
    private final SortedMap<String, Object> values;
    private final SortedMap<String, Object> neutral;
    private final String similarityKey;
    private @Nullable String id;

    Spec(String kind, Map<String, Object> values, Map<String, Object> neutral, String similarityKey) {
        this(kind, new TreeMap<>(values), new TreeMap<>(neutral), similarityKey);
    }

    /** Of maps that nobody else holds. */
    private Spec(
            String kind, SortedMap<String, Object> values, SortedMap<String, Object> neutral, String similarityKey) {
        this.kind = kind;
        this.values = Collections.unmodifiableSortedMap(values);
        this.neutral = Collections.unmodifiableSortedMap(neutral);
        this.similarityKey = similarityKey;
    }

    /**
     * Reads what {@link #json} writes, without a schema: whether the fields are those of its kind is not looked at.
     *
     * @throws BadInput if it is not the form of a spec
     */
    public static Spec read(JsonNode tree) {
        JsonNode kind = tree.get(KIND);
        if (kind == null || !kind.isTextual()) {
            throw BadInput.in(WHERE, "has no kind", "see the spec.json of a stored run");
        }
        TreeMap<String, Object> values = new TreeMap<>();
        tree.properties().forEach(field -> {
            if (!field.getKey().equals(KIND)) {
                values.put(field.getKey(), value(field.getKey(), field.getValue()));
            }
        });
        return new Spec(kind.textValue(), values, Map.of(), kind.textValue());
    }

    /**
     * As {@link #read(JsonNode)}, of a tree that is expected to have this id: one hash of the tree tells.
     *
     * @param id what {@link #id} is if the tree says so; else it is computed as ever
     */
    public static Spec read(JsonNode tree, String id) {
        Spec spec = read(tree);
        if (Json.sha256(Json.canonical(tree)).equals(id)) {
            spec.id = id;
        }
        return spec;
    }

    /**
     * A spec that was read before under this id, which is not computed again.
     *
     * @param fields the values of its fields as {@link #value(String, JsonNode)} reads them, {@code kind} included
     */
    public static Spec known(Map<String, Object> fields, String id) {
        TreeMap<String, Object> values = new TreeMap<>(fields);
        String kind = String.valueOf(values.remove(KIND));
        Spec spec = new Spec(kind, values, Collections.emptySortedMap(), kind);
        spec.id = id;
        return spec;
    }

    /**
     * The value of a field as {@link #read} reads it.
     *
     * @throws BadInput if a spec cannot hold it
     */
    public static Object value(String field, JsonNode node) {
        if (node.isArray()) {
            List<Object> items = new ArrayList<>();
            node.forEach(item -> items.add(value(field, item)));
            return List.copyOf(items);
        }
        if (node.isObject()) {
            return node.has("run") ? parent(field, node) : variant(field, node);
        }
        return plain(field, node);
    }

    private static Parent parent(String field, JsonNode node) {
        String id = node.get("run").asText();
        if (node.size() != 1 || !ID.matcher(id).matches()) {
            throw BadInput.in(WHERE + ", field '" + field + "'", "names no run", "give the whole id of a run");
        }
        return new Parent(id, null);
    }

    private static Variant variant(String field, JsonNode node) {
        JsonNode name = node.get("name");
        if (name == null || !name.isTextual()) {
            throw BadInput.in(WHERE + ", field '" + field + "'", "has no name", "see the spec.json of a stored run");
        }
        TreeMap<String, Object> options = new TreeMap<>();
        node.properties().forEach(option -> {
            if (!option.getKey().equals("name")) {
                options.put(option.getKey(), scalars(field, option.getValue()));
            }
        });
        return new Variant(name.textValue(), options);
    }

    private static Object scalars(String field, JsonNode node) {
        if (!node.isArray()) {
            return plain(field, node);
        }
        List<Object> items = new ArrayList<>();
        node.forEach(item -> items.add(plain(field, item)));
        return List.copyOf(items);
    }

    /** In the types {@link dev.shatter.core.Parameter} makes, so that what is read back equals what was written. */
    private static Object plain(String field, JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        if (node.isFloatingPointNumber() && Double.isFinite(node.doubleValue())) {
            return node.doubleValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isTextual()) {
            return node.textValue();
        }
        throw BadInput.in(
                WHERE + ", field '" + field + "'",
                "is not a value that a spec can hold",
                "see a stored run's spec.json");
    }

    /** The kind's name, "train" for instance. */
    public String kind() {
        return kind;
    }

    /** The values by field, those that are neutral left out. */
    public SortedMap<String, Object> values() {
        return values;
    }

    /** The values of all fields, those at their neutral value included. */
    SortedMap<String, Object> all() {
        TreeMap<String, Object> all = new TreeMap<>(neutral);
        all.putAll(values);
        return all;
    }

    public boolean has(String field) {
        return values.containsKey(field) || neutral.containsKey(field);
    }

    public long whole(String field) {
        return (Long) value(field);
    }

    public int integer(String field) {
        return Math.toIntExact(whole(field));
    }

    public double number(String field) {
        return ((Number) value(field)).doubleValue();
    }

    public boolean flag(String field) {
        return (Boolean) value(field);
    }

    public String text(String field) {
        return (String) value(field);
    }

    public Variant variant(String field) {
        return (Variant) value(field);
    }

    public List<Variant> variants(String field) {
        return ((List<?>) value(field)).stream().map(Variant.class::cast).toList();
    }

    /** The runs that a field names: none, one or several. */
    public List<Parent> parents(String field) {
        return has(field)
                ? ((List<?>) value(field)).stream().map(Parent.class::cast).toList()
                : List.of();
    }

    private Object value(String field) {
        Object value = values.getOrDefault(field, neutral.get(field));
        if (value == null) {
            throw new IllegalArgumentException("a spec of kind '" + kind + "' has no field '" + field + "'");
        }
        return value;
    }

    /** The data it is about. */
    public Optional<Variant> data() {
        return values.get(DATA) instanceof Variant variant ? Optional.of(variant) : Optional.empty();
    }

    /** The runs it begins from, each once. */
    public Set<Parent> parents() {
        Set<Parent> parents = new LinkedHashSet<>();
        for (Object value : values.values()) {
            for (Object item : value instanceof List<?> list ? list : List.of(value)) {
                if (item instanceof Parent parent) {
                    parents.add(parent);
                }
            }
        }
        return parents;
    }

    /** Equal for specs that are expected to take equally long to run; see {@link Field#weighs}. */
    public String similarityKey() {
        return similarityKey;
    }

    /** All fields as JSON, {@code kind} included. */
    public ObjectNode json() {
        ObjectNode tree = Json.mapper().createObjectNode().put(KIND, kind);
        values.forEach((field, value) -> tree.set(field, Json.mapper().valueToTree(value)));
        return tree;
    }

    /** The text that identifies the spec: {@link #json} with its keys sorted and no white space. */
    public String canonical() {
        return Json.canonical(json());
    }

    /** Lower-case hexadecimal SHA-256 of the canonical text. */
    public String id() {
        String known = id;
        if (known == null) {
            known = Json.sha256(canonical());
            id = known;
        }
        return known;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Spec spec && kind.equals(spec.kind) && values.equals(spec.values);
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + values.hashCode();
    }

    @Override
    public String toString() {
        return canonical();
    }
}
