package dev.shatter.core;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a catalogue with all its options spelled out: {@code mlp:hidden=512-512-512,dropout=0.0,…}.
 *
 * <p>As JSON: {@code {"name": "mlp", "hidden": [512, 512, 512], "dropout": 0.0}}. Made by {@link Catalogue}, which fills
 * in defaults, so the text never depends on what a default was.
 *
 * <p>Options that came later and have their neutral value ({@link Parameter#later}) are no part of the text, of the JSON, or of
 * equality; they are there to be read like the others.
 *
 * @param name the entry's name
 * @param options value by option name: Long, Double, Boolean, String or a List of Long
 * @param implied likewise, of the options at their neutral value
 */
public record Variant(
        @JsonProperty("name") String name,
        @JsonAnyGetter SortedMap<String, Object> options,
        @JsonIgnore SortedMap<String, Object> implied) {
    public Variant {
        options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
        implied = Collections.unmodifiableSortedMap(new TreeMap<>(implied));
    }

    public Variant(String name, SortedMap<String, Object> options) {
        this(name, options, Collections.emptySortedMap());
    }

    public static Variant of(String name, Map<String, Object> options) {
        return new Variant(name, new TreeMap<>(options));
    }

    /** The same variant with one option changed; the catalogue's check is up to the caller. */
    public Variant with(String option, Object value) {
        TreeMap<String, Object> changed = new TreeMap<>(options);
        changed.put(option, value);
        TreeMap<String, Object> rest = new TreeMap<>(implied);
        if (value.equals(rest.get(option))) {
            return this;
        }
        rest.remove(option);
        return new Variant(name, changed, rest);
    }

    /** The value of every option by name. */
    public SortedMap<String, Object> all() {
        TreeMap<String, Object> all = new TreeMap<>(implied);
        all.putAll(options);
        return all;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Variant variant && name.equals(variant.name) && options.equals(variant.options);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + options.hashCode();
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
        Object value = options.getOrDefault(option, implied.get(option));
        if (value == null) {
            throw new IllegalArgumentException("variant '" + name + "' has no option '" + option + "'");
        }
        return value;
    }
}
