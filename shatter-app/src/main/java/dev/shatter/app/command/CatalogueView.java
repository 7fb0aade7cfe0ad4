package dev.shatter.app.command;

import dev.shatter.app.Console;
import dev.shatter.app.TextTable;
import dev.shatter.core.Catalogue;
import dev.shatter.core.Entry;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How every {@code list} command shows a catalogue or one of its entries. */
final class CatalogueView {
    private CatalogueView() {}

    /**
     * A line an entry, or everything about one.
     *
     * @param name the entry to show; null for all of them
     * @param heading of a column of this catalogue's own, between options and summary
     * @param column its cells
     */
    static <T extends Entry> void show(
            Console console,
            Catalogue<T> catalogue,
            @Nullable String name,
            String heading,
            Function<T, String> column) {
        if (name == null) {
            TextTable table = TextTable.of("name", "options", heading, "summary");
            List<Map<String, Object>> json = new ArrayList<>();
            for (T entry : catalogue.entries()) {
                String options =
                        entry.parameters().stream().map(Parameter::name).collect(Collectors.joining(","));
                table.row(entry.name(), options, column.apply(entry), entry.summary());
                json.add(json(entry, heading, column.apply(entry)));
            }
            console.table(table);
            console.json(json);
        } else {
            T entry = catalogue.get(name);
            console.line(entry.name() + ": " + entry.summary());
            console.line(heading + ": " + column.apply(entry));
            if (!entry.source().isEmpty()) {
                console.line("source: " + entry.source());
            }
            if (!entry.parameters().isEmpty()) {
                console.line("");
                TextTable table = TextTable.of("option", "default", "values", "meaning");
                entry.parameters().forEach(p -> table.row(p.name(), fallback(p), values(p), p.meaning()));
                console.table(table);
            }
            console.json(json(entry, heading, column.apply(entry)));
        }
    }

    private static Map<String, Object> json(Entry entry, String heading, String column) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", entry.name());
        json.put("summary", entry.summary());
        json.put("source", entry.source());
        json.put(heading, column);
        json.put("options", entry.parameters().stream().map(CatalogueView::json).toList());
        return json;
    }

    /** An option that must be given has no {@code fallback}. */
    private static Map<String, Object> json(Parameter parameter) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", parameter.name());
        json.put("type", parameter.type());
        Object fallback = parameter.fallback();
        if (fallback != null) {
            json.put("fallback", fallback);
        }
        json.put("low", parameter.low());
        json.put("high", parameter.high());
        json.put("choices", parameter.choices());
        json.put("meaning", parameter.meaning());
        return json;
    }

    private static String fallback(Parameter parameter) {
        Object value = parameter.fallback();
        if (value == null) {
            return "required";
        }
        // Through a variant's text, so that lists read as they are typed.
        String text = Variant.of("", Map.of(parameter.name(), value)).text();
        return text.substring(text.indexOf('=') + 1);
    }

    private static String values(Parameter parameter) {
        return switch (parameter.type()) {
            case NUMBER, INTEGER -> parameter.range();
            case INTEGERS -> "512-256, 512x3";
            case FLAG -> "true, false";
            case CHOICE -> String.join(", ", parameter.choices());
            case TEXT -> "text";
        };
    }
}
