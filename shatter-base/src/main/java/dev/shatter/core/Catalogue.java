package dev.shatter.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A room's explicit list of variants. Reads references {@code name[:value,…][,option=value…]} into {@link Variant}s.
 *
 * <p>Values without {@code =} fill the options in their declared order. A comma or equals sign inside a value is written
 * {@code %2C} or {@code %3D}. Nothing in a reference needs quoting in bash or zsh.
 */
public final class Catalogue<T extends Entry> implements References {
    /** Names an error message lists at most. */
    private static final int LISTED = 24;

    private final String kind;
    private final Map<String, T> entries = new LinkedHashMap<>();

    private Catalogue(String kind) {
        this.kind = kind;
    }

    /**
     * A catalogue of these entries, in this order.
     *
     * @param kind what the entries are, singular, for messages: "network"
     * @throws IllegalStateException if two entries share a name
     */
    @SafeVarargs
    public static <T extends Entry> Catalogue<T> of(String kind, T... entries) {
        Catalogue<T> catalogue = new Catalogue<>(kind);
        for (T entry : entries) {
            if (catalogue.entries.put(entry.name(), entry) != null) {
                throw new IllegalStateException("two entries named '" + entry.name() + "' among " + kind + "s");
            }
        }
        return catalogue;
    }

    @Override
    public String kind() {
        return kind;
    }

    public Collection<T> entries() {
        return List.copyOf(entries.values());
    }

    @Override
    public List<String> names() {
        return List.copyOf(entries.keySet());
    }

    public boolean contains(String name) {
        return entries.containsKey(name);
    }

    /** The entry of this name, or a plain error that lists what there is: of a long catalogue, the nearest names. */
    public T get(String name) {
        T entry = entries.get(name);
        if (entry == null) {
            String near = names().stream()
                    .min(Comparator.comparingInt(known -> distance(known, name)))
                    .filter(known -> distance(known, name) <= 2)
                    .map(known -> "did you mean '" + known + "'? there are ")
                    .orElse("choose one of ");
            List<String> listed = names().stream()
                    .sorted(Comparator.comparingInt(known -> names().size() > LISTED ? distance(known, name) : 0))
                    .limit(LISTED)
                    .toList();
            String more = names().size() > LISTED ? ", …" : "";
            throw BadInput.in(kind + " '" + name + "'", "is not known", near + String.join(", ", listed) + more);
        }
        return entry;
    }

    /** The entry a variant names. */
    public T get(Variant variant) {
        return get(variant.name());
    }

    /** Reads a reference; every option not given takes its default. */
    @Override
    public Variant parse(String reference) {
        int colon = reference.indexOf(':');
        int comma = reference.indexOf(',');
        int cut = colon >= 0 && (comma < 0 || colon < comma) ? colon : comma;
        String name = cut < 0 ? reference : reference.substring(0, cut);
        String rest = cut < 0 ? "" : reference.substring(cut + 1);
        List<Parameter> parameters = get(name).parameters();
        Map<String, Object> given = new LinkedHashMap<>();
        int position = 0;
        for (String part : rest.isEmpty() ? List.<String>of() : List.of(rest.split(",", -1))) {
            int equals = part.indexOf('=');
            String option;
            if (equals >= 0) {
                option = part.substring(0, equals);
            } else if (position < parameters.size()) {
                option = parameters.get(position++).name();
            } else {
                throw BadInput.in(where(name), "'" + part + "' is one value too many", known(parameters));
            }
            if (given.put(option, decode(part.substring(equals + 1))) != null) {
                throw BadInput.in(where(name), "option '" + option + "' is given twice", "give it once");
            }
        }
        return check(name, given);
    }

    /** Reads a list of references: a comma begins the next one where the name of an entry follows. */
    @Override
    public List<Variant> parseAll(String references) {
        List<String> texts = new ArrayList<>();
        for (String part : references.split(",", -1)) {
            String name = part.split("[:=]", 2)[0];
            if (texts.isEmpty() || contains(name)) {
                // "train-accuracy=1.0" is how people write "train-accuracy:1.0".
                texts.add(contains(name) ? part.replaceFirst("=", ":") : part);
            } else {
                texts.set(texts.size() - 1, texts.get(texts.size() - 1) + "," + part);
            }
        }
        return texts.stream().map(this::parse).toList();
    }

    /** Checks options as read from JSON or YAML and fills in defaults. */
    @Override
    public Variant check(String name, Map<String, Object> given) {
        List<Parameter> parameters = get(name).parameters();
        TreeMap<String, Object> options = new TreeMap<>();
        TreeMap<String, Object> implied = new TreeMap<>();
        List<String> unknown = new ArrayList<>(given.keySet());
        for (Parameter parameter : parameters) {
            unknown.remove(parameter.name());
            Object value = parameter.read(where(name), given.get(parameter.name()));
            (value.equals(parameter.neutral()) ? implied : options).put(parameter.name(), value);
        }
        if (!unknown.isEmpty()) {
            throw BadInput.in(where(name), "has no option '" + unknown.get(0) + "'", known(parameters));
        }
        return get(name).canonical(new Variant(name, options, implied));
    }

    @Override
    public Variant restore(Variant stored) {
        Map<String, Object> given = new LinkedHashMap<>(stored.options());
        for (Parameter parameter : get(stored).parameters()) {
            Object neutral = parameter.neutral();
            if (neutral != null) {
                given.putIfAbsent(parameter.name(), neutral);
            } else if (!given.containsKey(parameter.name())) {
                throw BadInput.in(where(stored.name()), "lacks the option '" + parameter.name() + "'", "add it");
            }
        }
        Variant restored = check(stored.name(), given);
        restored.all().forEach((option, value) -> {
            if (!value.equals(given.get(option))) {
                throw BadInput.in(
                        where(stored.name()) + ", option '" + option + "'",
                        "'" + given.get(option) + "' is not of the type that is stored",
                        "write " + value);
            }
        });
        return restored;
    }

    /** The shortest reference that {@link #parse} reads as this variant: defaults are left out. For people, not for ids. */
    @Override
    public String brief(Variant variant) {
        return get(variant).brief(variant);
    }

    private String where(String name) {
        return kind + " '" + name + "'";
    }

    private static String known(List<Parameter> parameters) {
        return parameters.isEmpty()
                ? "it takes none"
                : "it knows "
                        + String.join(
                                ", ", parameters.stream().map(Parameter::name).toList());
    }

    private static String decode(String value) {
        return value.replace("%2C", ",").replace("%3D", "=").replace("%25", "%");
    }

    /** Levenshtein distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                row[j] = Math.min(
                        Math.min(row[j] + 1, row[j - 1] + 1), diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1));
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
