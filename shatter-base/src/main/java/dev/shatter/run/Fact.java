package dev.shatter.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.shatter.core.Json;
import dev.shatter.core.Variant;
import dev.shatter.spec.Parent;
import dev.shatter.spec.Spec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One value of one column of the store's index, shared by all runs that have it, and read when it is first looked at. */
final class Fact {
    /** What a column is about. */
    enum Topic {
        /** A field of specs, {@code kind} included: its JSON. */
        SPEC,
        /** A result by its name: a double. */
        RESULT,
        /** What made a run, without when and how long: its JSON. */
        MADE,
        /** When a run began: text. */
        STARTED,
        /** How long it took: a double. */
        SECONDS,
        /** A file that belongs to the run: its length and hash. */
        FILE,
        /** A measurement by its reference: a double. */
        MEASURED
    }

    /**
     * A column.
     *
     * @param topic what it is about
     * @param name of the field, result, file or measurement
     */
    record Column(Topic topic, String name) {}

    private final Column column;
    private final ByteBuffer bytes;
    private @Nullable Object value;
    private @Nullable SortedMap<String, Object> cells;

    /** @param bytes what {@link #bytes} gave */
    Fact(Column column, ByteBuffer bytes) {
        this.column = column;
        this.bytes = bytes;
    }

    private static Fact of(Topic topic, String name, byte[] bytes) {
        return new Fact(new Column(topic, name), ByteBuffer.wrap(bytes));
    }

    private static Fact of(Topic topic, String name, String text) {
        return of(topic, name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Fact of(Topic topic, String name, double value) {
        return of(
                topic, name, ByteBuffer.allocate(Double.BYTES).putDouble(value).array());
    }

    /** Facts that many runs share: each is written as JSON once. */
    static final class Pool {
        private final Map<Column, Map<Object, Fact>> facts = new ConcurrentHashMap<>();

        private Fact of(Topic topic, String name, Object value) {
            return facts.computeIfAbsent(new Column(topic, name), column -> new ConcurrentHashMap<>())
                    .computeIfAbsent(value, v -> {
                        Fact fact = Fact.of(topic, name, json(v));
                        fact.value = v;
                        return fact;
                    });
        }
    }

    /** All that is remembered of a run; where two columns have one name, the first is meant. */
    static List<Fact> of(Run run, SortedMap<String, Double> measured, Pool pool) {
        List<Fact> facts = new ArrayList<>();
        facts.add(pool.of(Topic.SPEC, "kind", run.spec().kind()));
        run.spec().values().forEach((field, value) -> facts.add(pool.of(Topic.SPEC, field, value)));
        run.results().forEach((name, value) -> facts.add(of(Topic.RESULT, name, value)));
        facts.add(of(Topic.STARTED, "started", run.provenance().started()));
        facts.add(of(Topic.SECONDS, "seconds", run.provenance().seconds()));
        facts.add(pool.of(Topic.MADE, "", run.provenance().at("", 0)));
        run.files().forEach((name, seal) -> facts.add(of(Topic.FILE, name, seal.bytes() + " " + seal.sha256())));
        measured.forEach((name, value) -> facts.add(of(Topic.MEASURED, name, value)));
        return List.copyOf(facts);
    }

    private static String json(Object value) {
        return value instanceof Long || value instanceof Boolean ? value.toString() : Json.canonical(value);
    }

    Column column() {
        return column;
    }

    ByteBuffer bytes() {
        return bytes.duplicate();
    }

    /** A field's value, a Double, a {@link Provenance}, a String or a {@link Seal}. */
    Object value() {
        Object known = value;
        if (known == null) {
            known = read();
            value = known;
        }
        return known;
    }

    private Object read() {
        return switch (column.topic) {
            case SPEC -> {
                Object plain = plain();
                yield plain != null ? plain : Spec.value(column.name, json(JsonNode.class));
            }
            case MADE -> json(Provenance.class);
            case RESULT, SECONDS, MEASURED -> bytes().getDouble();
            case STARTED -> text();
            case FILE -> {
                String text = text();
                int space = text.indexOf(' ');
                yield new Seal(Long.parseLong(text.substring(0, space)), text.substring(space + 1));
            }
        };
    }

    /** A value that can be read without a parser, as most can: a whole number or a short plain text; else null. */
    private @Nullable Object plain() {
        String text = text();
        boolean quoted = text.length() >= 2 && text.charAt(0) == '"';
        boolean whole = !text.isEmpty() && text.length() <= 18;
        for (int i = 0; i < text.length() && (quoted || whole); i++) {
            char c = text.charAt(i);
            whole &= c >= '0' && c <= '9';
            quoted &= c != '\\';
        }
        return whole ? (Object) Long.valueOf(text) : quoted ? text.substring(1, text.length() - 1) : null;
    }

    private String text() {
        return StandardCharsets.UTF_8.decode(bytes()).toString();
    }

    private <T> T json(Class<T> type) {
        try {
            return Json.mapper().readValue(text(), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the index does not hold what was written", e);
        }
    }

    /** Whether it fills cells besides the one of its column's name: that of a variant, with options, and what made a run. */
    boolean isCompound() {
        return column.topic == Topic.MADE || (column.topic == Topic.SPEC && bytes.get(bytes.position()) == '{');
    }

    /** The cells of {@link StoreTable} that it fills. */
    SortedMap<String, Object> cells() {
        SortedMap<String, Object> known = cells;
        if (known == null) {
            known = switch (column.topic) {
                case SPEC -> flat();
                case MADE -> {
                    Provenance made = (Provenance) value();
                    yield new TreeMap<>(Map.of("version", made.version(), "threads", (double) made.threads()));
                }
                case FILE -> new TreeMap<>();
                case RESULT, STARTED, SECONDS, MEASURED -> new TreeMap<>(Map.of(column.name, value()));
            };
            cells = known;
        }
        return known;
    }

    /** The cell of a column of {@link StoreTable}, if this fills it. */
    @Nullable
    Object cell(String name) {
        return switch (column.topic) {
            case SPEC -> name.startsWith(column.name) ? cells().get(name) : null;
            case MADE -> cells().get(name);
            case FILE -> null;
            case RESULT, STARTED, SECONDS, MEASURED -> name.equals(column.name) ? value() : null;
        };
    }

    private SortedMap<String, Object> flat() {
        TreeMap<String, Object> flat = new TreeMap<>();
        flatten(flat, column.name, value());
        return flat;
    }

    private static void flatten(SortedMap<String, Object> cells, String name, Object value) {
        if (value instanceof Variant variant) {
            cells.put(name, variant.text());
            variant.options().forEach((option, of) -> flatten(cells, name + "." + option, of));
        } else if (value instanceof List<?> list) {
            cells.put(name, String.join("-", list.stream().map(Fact::text).toList()));
        } else {
            cells.put(
                    name,
                    value instanceof Number number
                            ? Double.valueOf(number.doubleValue())
                            : value instanceof Boolean ? value : text(value));
        }
    }

    private static String text(Object item) {
        if (item instanceof Parent parent) {
            return parent.id();
        }
        return item instanceof Variant variant ? variant.text() : String.valueOf(item);
    }
}
