package dev.shatter.core;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One entry of a catalogue with all its options spelled out: {@code mlp:hidden=512-512-512,dropout=0.0,…}.
 *
 * <p>As JSON: {@code {"name": "mlp", "hidden": [512, 512, 512], "dropout": 0.0}}. Made by {@link Catalogue}, which fills
 * in defaults, so the text never depends on what a default was.
 *
 * @param name the entry's name
 * @param options value by option name: Long, Double, Boolean, String or a List of Long
 */
public record Variant(
        @JsonProperty("name") String name, @JsonAnyGetter SortedMap<String, Object> options) {
    public Variant {
        options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
    }

    public static Variant of(String name, Map<String, Object> options) {
        return new Variant(name, new TreeMap<>(options));
    }

    /** The same variant with one option changed; the catalogue's check is up to the caller. */
    public Variant with(String option, Object value) {
        TreeMap<String, Object> changed = new TreeMap<>(options);
        changed.put(option, value);
        return new Variant(name, changed);
    }

    public double number(String option) {
        return ((Number) value(option)).doubleValue();
    }

    public int integer(String option) {
        return Math.toIntExact(((Number) value(option)).longValue());
    }

    public boolean flag(String option) {
        return (Boolean) value(option);
    }

    public String text(String option) {
        return (String) value(option);
    }

    public List<Integer> integers(String option) {
        return ((List<?>) value(option))
                .stream().map(v -> ((Number) v).intValue()).toList();
    }

    /** The full text, every option named: {@code name:a=1,b=2}. */
    public String text() {
        return options.isEmpty()
                ? name
                : name + ":"
                        + options.entrySet().stream()
                                .map(e -> e.getKey() + "=" + write(e.getValue()))
                                .collect(Collectors.joining(","));
    }

    static String write(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).collect(Collectors.joining("-"));
        }
        return String.valueOf(value).replace("%", "%25").replace(",", "%2C").replace("=", "%3D");
    }

    /** A list of sizes as briefly as it parses: {@code 512x3-10}. */
    public static String sizes(List<?> values) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < values.size(); ) {
            int j = i;
            while (j < values.size() && values.get(j).equals(values.get(i))) {
                j++;
            }
            parts.add(j - i == 1 ? String.valueOf(values.get(i)) : values.get(i) + "x" + (j - i));
            i = j;
        }
        return String.join("-", parts);
    }

    private Object value(String option) {
        Object value = options.get(option);
        if (value == null) {
            throw new IllegalArgumentException("variant '" + name + "' has no option '" + option + "'");
        }
        return value;
    }
}
