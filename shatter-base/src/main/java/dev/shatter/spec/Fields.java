package dev.shatter.spec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shatter.core.BadInput;
import dev.shatter.core.Json;
import dev.shatter.core.Variant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The fields of a stored spec: all must be there, none may be left over. */
final class Fields {
    private final JsonNode tree;
    private final String where;
    private final Set<String> used = new HashSet<>(Set.of("kind"));

    private Fields(JsonNode tree, String where) {
        this.tree = tree;
        this.where = where;
    }

    static Fields of(JsonNode tree, String kind) {
        return new Fields(tree, "spec of kind '" + kind + "'");
    }

    int integer(String name) {
        return node(name, JsonNode::canConvertToInt, "a whole number").intValue();
    }

    /** A field that came later: specs without it mean what they meant before. */
    int integer(String name, int before) {
        return tree.has(name) ? integer(name) : before;
    }

    double number(String name) {
        return node(name, JsonNode::isNumber, "a number").doubleValue();
    }

    String text(String name) {
        return node(name, JsonNode::isTextual, "text").textValue();
    }

    Variant variant(String name) {
        return variant(node(name, JsonNode::isObject, "an object with a name"), name);
    }

    List<Variant> variants(String name) {
        List<Variant> variants = new ArrayList<>();
        node(name, JsonNode::isArray, "a list").forEach(item -> variants.add(variant(item, name)));
        return variants;
    }

    Seeds seeds(String name) {
        Fields inner = new Fields(node(name, JsonNode::isObject, "an object of seeds"), where + ", " + name);
        Seeds seeds = new Seeds(
                inner.whole("data"),
                inner.whole("corruption"),
                inner.whole("init"),
                inner.whole("order"),
                inner.whole("noise"));
        inner.complete();
        return seeds;
    }

    long whole(String name) {
        return node(name, JsonNode::canConvertToLong, "a whole number").longValue();
    }

    /** The fields of an object inside this one; empty if it is null. */
    Optional<Fields> inside(String name) {
        JsonNode node = node(name, n -> n.isObject() || n.isNull(), "an object or null");
        return node.isNull() ? Optional.empty() : Optional.of(new Fields(node, where + ", " + name));
    }

    /** Refuses fields that nothing has asked for. */
    void complete() {
        tree.fieldNames().forEachRemaining(name -> {
            if (!used.contains(name)) {
                throw BadInput.in(
                        where, "has an unknown field '" + name + "'", "remove it or use the Shatter that wrote it");
            }
        });
    }

    private Variant variant(JsonNode node, String field) {
        JsonNode name = node.get("name");
        if (name == null || !name.isTextual()) {
            throw BadInput.in(where + ", field '" + field + "'", "has no name", "the file was changed: restore it");
        }
        Map<String, Object> options = new TreeMap<>();
        node.properties().forEach(e -> {
            if (!e.getKey().equals("name")) {
                options.put(e.getKey(), plain(e.getValue()));
            }
        });
        return Variant.of(name.textValue(), options);
    }

    /** In the types {@link dev.shatter.core.Parameter} makes, so that a variant read back equals the one written. */
    private static Object plain(JsonNode value) {
        if (value.isIntegralNumber()) {
            return value.longValue();
        }
        if (value.isArray()) {
            List<Object> items = new ArrayList<>();
            value.forEach(item -> items.add(plain(item)));
            return List.copyOf(items);
        }
        return Json.mapper().convertValue(value, Object.class);
    }

    private JsonNode node(String name, Predicate<JsonNode> fits, String expected) {
        used.add(name);
        JsonNode node = tree.get(name);
        if (node == null || !fits.test(node)) {
            throw BadInput.in(
                    where + ", field '" + name + "'",
                    node == null ? "is missing" : "is not " + expected,
                    "the file was changed: restore it");
        }
        return node;
    }
}
