package dev.shatter.spec;

import dev.shatter.core.BadInput;
import dev.shatter.core.Parameter;
import dev.shatter.core.References;
import dev.shatter.core.Variant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One field of a kind of spec, said once: from it come what a draft may give, the check of a stored spec, the option of the
 * command line with its help, and the line of the reference page.
 */
public final class Field {
    /** How a field's values are written and read. */
    private sealed interface Form {
        Object read(String where, String name, Object raw, Origins origins);

        /** A stored value, as it is if it is one that {@link #read} makes; else a plain error. */
        Object restore(String where, Object stored);

        String allowed();
    }

    private final String name;
    private final String meaning;
    private final @Nullable Object fallback;
    private final @Nullable Object neutral;
    private final boolean weighs;
    private final Form form;

    private Field(
            String name,
            String meaning,
            @Nullable Object fallback,
            @Nullable Object neutral,
            boolean weighs,
            Form form) {
        this.name = name;
        this.meaning = meaning;
        this.fallback = fallback;
        this.neutral = neutral;
        this.weighs = weighs;
        this.form = form;
    }

    /** A number, a whole number, a flag, a word or text. */
    public static Field of(Parameter parameter) {
        return new Field(
                parameter.name(),
                parameter.meaning(),
                parameter.fallback(),
                parameter.neutral(),
                false,
                new Scalar(parameter));
    }

    /** A seed: a whole number that decides no more than which of many equal draws is taken. */
    public static Field seed(String name, String meaning) {
        return of(Parameter.integer(name, 1L, 0, Long.MAX_VALUE, meaning));
    }

    /** A reference into a catalogue; it must be given. */
    public static Field reference(String name, References catalogue, String meaning) {
        return new Field(name, meaning, null, null, false, new Reference(catalogue));
    }

    /** A reference into a catalogue with a default. */
    public static Field reference(String name, References catalogue, String fallback, String meaning) {
        return new Field(name, meaning, fallback, null, false, new Reference(catalogue));
    }

    /** A reference into a catalogue that may be absent: the spec then has no such field. */
    public static Field optional(String name, References catalogue, String meaning) {
        return new Field(name, meaning, List.of(), List.of(), false, new Reference(catalogue));
    }

    /** A list of references into a catalogue; empty unless given. */
    public static Field references(String name, References catalogue, String meaning) {
        return new Field(name, meaning, List.of(), null, false, new ReferenceList(catalogue));
    }

    /** A run that the experiment begins from; none unless given. */
    public static Field parent(String name, String meaning) {
        return new Field(name, meaning, List.of(), List.of(), false, new Parents(1));
    }

    /** Runs that the experiment is about; at least one must be given. */
    public static Field parents(String name, String meaning) {
        return new Field(name, meaning, null, null, false, new Parents(Integer.MAX_VALUE));
    }

    /** The same field as one that came later: left out of canonical texts where it has its default. */
    public Field later() {
        if (fallback == null) {
            throw new IllegalStateException("field '" + name + "' came later and has no default");
        }
        Object value = form.read("schema", name, fallback, Origins.drafts(fields -> {
            throw new IllegalStateException("a default names no run");
        }));
        return new Field(name, meaning, fallback, value, weighs, form);
    }

    /** The same field as one by which specs are told apart that take different times to run. */
    public Field weighs() {
        return new Field(name, meaning, fallback, neutral, true, form);
    }

    /** As typed: lower case with hyphens. */
    public String name() {
        return name;
    }

    public String meaning() {
        return meaning;
    }

    /** What can be given, for help. */
    public String allowed() {
        return form.allowed();
    }

    /** The catalogue that its references are read by. */
    Optional<References> catalogue() {
        return form instanceof Reference reference ? Optional.of(reference.catalogue) : Optional.empty();
    }

    /** A value of a reference as briefly as it can be typed. */
    public String brief(Variant value) {
        return catalogue().map(catalogue -> catalogue.brief(value)).orElseGet(value::text);
    }

    boolean isWeighty() {
        return weighs;
    }

    /** The default for help: as typed, "none" for an empty list; empty if the field must be given. */
    public Optional<String> shownDefault() {
        return Optional.ofNullable(fallback).map(value -> value.equals(List.of()) ? "none" : String.valueOf(value));
    }

    /** Whether it came later: canonical texts leave it out at its neutral value. */
    public boolean isLater() {
        return neutral != null;
    }

    /** Whether a value is the one under which everything is as it was before there was the field. */
    public boolean isNeutral(Object value) {
        return value.equals(neutral);
    }

    /** The checked value of what a draft gives. */
    public Object read(String where, @Nullable Object raw, Origins origins) {
        Object given = raw == null ? fallback : raw;
        if (given == null) {
            throw BadInput.in(where, "needs '" + name + "' (" + meaning + ")", "give one of: " + allowed());
        }
        return form.read(where, name, given, origins);
    }

    /** The checked value of what a stored spec holds; a field that came later may be absent. */
    Object restore(String where, @Nullable Object stored) {
        if (stored == null) {
            if (neutral == null) {
                throw BadInput.in(where, "lacks the field '" + name + "'", "the file was changed: restore it");
            }
            return neutral;
        }
        if (stored.equals(neutral)) {
            return stored;
        }
        try {
            return form.restore(where + ", field '" + name + "'", stored);
        } catch (ClassCastException e) {
            throw mistyped(where + ", field '" + name + "'", stored, allowed());
        }
    }

    private static BadInput mistyped(String where, Object stored, String allowed) {
        return BadInput.in(where, "'" + stored + "' is not of the field's type", "write one of: " + allowed);
    }

    private record Scalar(Parameter parameter) implements Form {
        @Override
        public Object read(String where, String name, Object raw, Origins origins) {
            return parameter.read(where, raw);
        }

        @Override
        public Object restore(String where, Object stored) {
            Object value = parameter.read(where, stored);
            if (!value.equals(stored)) {
                throw mistyped(where, stored, parameter.allowed());
            }
            return value;
        }

        @Override
        public String allowed() {
            return parameter.allowed();
        }
    }

    private record Reference(References catalogue) implements Form {
        @Override
        public Object read(String where, String name, Object raw, Origins origins) {
            return raw.equals(List.of()) ? raw : variant(catalogue, raw);
        }

        @Override
        public Object restore(String where, Object stored) {
            return catalogue.restore((Variant) stored);
        }

        @Override
        public String allowed() {
            return String.join(", ", catalogue.names());
        }

        static Variant variant(References catalogue, Object raw) {
            if (raw instanceof Map<?, ?> map) {
                TreeMap<String, Object> options = new TreeMap<>();
                map.forEach((option, value) -> options.put(String.valueOf(option), value));
                return catalogue.check(String.valueOf(options.remove("name")), options);
            }
            return catalogue.parse(String.valueOf(raw));
        }
    }

    private record ReferenceList(References catalogue) implements Form {
        @Override
        public Object read(String where, String name, Object raw, Origins origins) {
            if (raw instanceof List<?> list) {
                return list.stream()
                        .map(item -> Reference.variant(catalogue, item))
                        .toList();
            }
            return raw.equals("") || raw.equals("none") ? List.of() : catalogue.parseAll(String.valueOf(raw));
        }

        @Override
        public Object restore(String where, Object stored) {
            return ((List<?>) stored)
                    .stream().map(item -> catalogue.restore((Variant) item)).toList();
        }

        @Override
        public String allowed() {
            return String.join(", ", catalogue.names());
        }
    }

    /** No run, one, or several, always as a list. */
    private record Parents(int most) implements Form {
        @Override
        public Object read(String where, String name, Object raw, Origins origins) {
            Stream<?> items = raw instanceof List<?> list
                    ? list.stream()
                    : raw instanceof String text ? Stream.of(text.split(",", -1)) : Stream.of(raw);
            List<Parent> parents = items.map(item -> parent(item, origins)).toList();
            if (parents.size() > most) {
                throw BadInput.in(where + ", field '" + name + "'", "names more than one run", "name one");
            }
            return parents;
        }

        private static Parent parent(Object raw, Origins origins) {
            if (raw instanceof Parent known) {
                return known;
            }
            if (!(raw instanceof Map<?, ?> map)) {
                return Parent.of(origins.stored(String.valueOf(raw)));
            }
            if (map.keySet().equals(Set.of("run"))) {
                // As a stored spec names it.
                return Parent.of(origins.stored(String.valueOf(map.get("run"))));
            }
            TreeMap<String, Object> draft = new TreeMap<>();
            map.forEach((field, value) -> draft.put(String.valueOf(field), value));
            return Parent.of(origins.drafted(draft));
        }

        @Override
        public Object restore(String where, Object stored) {
            List<?> list = (List<?>) stored;
            if (!list.stream().allMatch(Parent.class::isInstance)) {
                throw mistyped(where, stored, allowed());
            }
            if (list.isEmpty() || list.size() > most) {
                throw BadInput.in(where, "names " + list.size() + " runs", "the file was changed: restore it");
            }
            return list;
        }

        @Override
        public String allowed() {
            return most == 1 ? "the beginning of a run's id" : "beginnings of runs' ids";
        }
    }
}
