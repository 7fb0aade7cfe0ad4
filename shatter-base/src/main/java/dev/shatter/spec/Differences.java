package dev.shatter.spec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shatter.core.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Where specs are not the same: fields, and of a variant ({@code net}, {@code optimizer}) its name and each option by itself. */
public final class Differences {
    private Differences() {}

    /**
     * The value in each spec, in the order given, of what differs.
     *
     * @return by name, {@code batch} or {@code optimizer.lr}, as conditions on runs call them; a value is empty where a spec
     *     has none
     */
    public static SortedMap<String, List<String>> of(List<Spec> specs) {
        List<Map<String, String>> all = specs.stream().map(Differences::values).toList();
        TreeSet<String> names = new TreeSet<>();
        all.forEach(one -> names.addAll(one.keySet()));
        TreeMap<String, List<String>> differing = new TreeMap<>();
        for (String name : names) {
            List<String> values = new ArrayList<>();
            all.forEach(one -> values.add(one.getOrDefault(name, "")));
            if (values.stream().distinct().count() > 1) {
                differing.put(name, values);
            }
        }
        return differing;
    }

    private static Map<String, String> values(Spec spec) {
        Map<String, String> values = new TreeMap<>();
        spec.json().properties().forEach(field -> {
            if (field.getValue().isObject() && field.getValue().has("name")) {
                field.getValue().properties().forEach(option -> {
                    boolean name = option.getKey().equals("name");
                    values.put(name ? field.getKey() : field.getKey() + "." + option.getKey(), text(option.getValue()));
                });
            } else {
                values.put(field.getKey(), text(field.getValue()));
            }
        });
        return values;
    }

    private static String text(JsonNode node) {
        return node.isValueNode() ? node.asText() : Json.canonical(node);
    }
}
