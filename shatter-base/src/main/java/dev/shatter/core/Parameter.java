package dev.shatter.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One option of a catalogue entry: its name, type, range, default and meaning. Reads and checks values.
 *
 * @param name as typed, lower case with hyphens
 * @param type what the value is
 * @param fallback the default in the value's own type; null if the option must be given
 * @param neutral for an option that came later: the value under which everything is as it was before there was the option,
 *     and which canonical texts therefore leave out; null for an option that was there from the start
 * @param low smallest number allowed (numbers and integers)
 * @param high largest number allowed
 * @param choices the words allowed (choices only)
 * @param meaning what it does, its unit, and what its range does: one line
 */
public record Parameter(
        String name,
        Type type,
        @Nullable Object fallback,
        @Nullable Object neutral,
        double low,
        double high,
        List<String> choices,
        String meaning) {

    /** Types of option values. */
    public enum Type {
        /** A finite double. */
        NUMBER,
        /** A whole number. */
        INTEGER,
        /** true or false. */
        FLAG,
        /** Any text, a path included. */
        TEXT,
        /** One of a few words. */
        CHOICE,
        /** Whole numbers, {@code 512-256} or {@code 512x3} for three times 512. */
        INTEGERS
    }

    public static Parameter number(String name, @Nullable Double fallback, double low, double high, String meaning) {
        return new Parameter(name, Type.NUMBER, fallback, null, low, high, List.of(), meaning);
    }

    public static Parameter integer(String name, @Nullable Long fallback, long low, long high, String meaning) {
        return new Parameter(name, Type.INTEGER, fallback, null, low, high, List.of(), meaning);
    }

    public static Parameter integers(String name, @Nullable List<Long> fallback, long low, long high, String meaning) {
        return new Parameter(name, Type.INTEGERS, fallback, null, low, high, List.of(), meaning);
    }

    public static Parameter flag(String name, boolean fallback, String meaning) {
        return new Parameter(name, Type.FLAG, fallback, null, 0, 0, List.of(), meaning);
    }

    public static Parameter text(String name, @Nullable String fallback, String meaning) {
        return new Parameter(name, Type.TEXT, fallback, null, 0, 0, List.of(), meaning);
    }

    /** The first choice is the default. */
    public static Parameter choice(String name, List<String> choices, String meaning) {
        return new Parameter(name, Type.CHOICE, choices.get(0), null, 0, 0, List.copyOf(choices), meaning);
    }

    /**
     * The same option as one that came later, with its default as neutral value: where it has that value, canonical texts, and
     * with them the ids of specs, are what they were before there was the option.
     */
    public Parameter later() {
        if (fallback == null) {
            throw new IllegalStateException("option '" + name + "' came later and has no default");
        }
        return new Parameter(name, type, fallback, fallback, low, high, choices, meaning);
    }

    /** The same option with another default; its neutral value stays. */
    public Parameter withDefault(Object value) {
        return new Parameter(name, type, value, neutral, low, high, choices, meaning);
    }

    /**
     * The value in the parameter's own type, checked.
     *
     * @param where what to name in the message, for instance {@code network 'mlp'}
     * @param raw text as typed, or a value as read from JSON or YAML; null for the default
     */
    public Object read(String where, @Nullable Object raw) {
        if (raw == null) {
            if (fallback == null) {
                throw BadInput.in(where, "needs '" + name + "'", "give " + describe());
            }
            return fallback;
        }
        String place = where + ", option '" + name + "'";
        return switch (type) {
            case NUMBER -> ranged(place, number(place, raw));
            case INTEGER -> ranged(place, whole(place, raw));
            case INTEGERS -> integers(place, raw);
            case FLAG -> {
                String text = String.valueOf(raw);
                if (!text.equals("true") && !text.equals("false")) {
                    throw BadInput.in(place, "'" + raw + "' is neither true nor false", "write true or false");
                }
                yield Boolean.valueOf(text);
            }
            case TEXT -> String.valueOf(raw);
            case CHOICE -> {
                String text = String.valueOf(raw);
                if (!choices.contains(text)) {
                    throw BadInput.in(
                            place, "'" + text + "' is not known", "choose one of " + String.join(", ", choices));
                }
                yield text;
            }
        };
    }

    private List<Long> integers(String place, Object raw) {
        List<Long> values = new ArrayList<>();
        if (raw instanceof List<?> list) {
            list.forEach(v -> values.add(ranged(place, whole(place, v))));
        } else {
            for (String part : String.valueOf(raw).split("-", -1)) {
                String[] times = part.split("x", 2);
                long value = ranged(place, whole(place, times[0]));
                long count = times.length == 1 ? 1 : whole(place, times[1]);
                if (count < 1 || values.size() + count > 1000) {
                    throw BadInput.in(place, "'" + raw + "' is not a list of sizes", "write 512-256 or 512x3");
                }
                values.addAll(java.util.Collections.nCopies((int) count, value));
            }
        }
        return List.copyOf(values);
    }

    /** Beyond 2^53 a double would lose the last digits. */
    private long ranged(String place, long value) {
        ranged(place, (double) value);
        return value;
    }

    private double ranged(String place, double value) {
        if (value < low || value > high) {
            throw BadInput.in(place, show(value) + " is out of range", "give a value from " + range());
        }
        return value;
    }

    /** The range as text, for messages and help. */
    public String range() {
        return show(low) + " to " + (Double.isInfinite(high) || high >= 1e15 ? "any size" : show(high));
    }

    private static String show(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : String.valueOf(value);
    }

    private static double number(String place, Object raw) {
        double value = raw instanceof Number n ? n.doubleValue() : Decimal.parse(place, String.valueOf(raw));
        if (Double.isFinite(value)) {
            return value;
        }
        throw BadInput.in(place, "'" + raw + "' is not a finite number", "write a number such as 0.01");
    }

    private static long whole(String place, Object raw) {
        try {
            if (raw instanceof Integer || raw instanceof Long) {
                return ((Number) raw).longValue();
            }
            return Long.parseLong(String.valueOf(raw));
        } catch (NumberFormatException e) {
            throw BadInput.in(place, "'" + raw + "' is not a whole number", "write a number such as 512", e);
        }
    }

    /** What can be given, for help: {@code 0 to 1}, {@code true|false}, the choices. */
    public String allowed() {
        return switch (type) {
            case CHOICE -> String.join("|", choices);
            case NUMBER, INTEGER -> type.name().toLowerCase(java.util.Locale.ROOT) + " " + range();
            case INTEGERS -> "sizes such as 512-256 or 512x3";
            case FLAG -> "true|false";
            case TEXT -> "text";
        };
    }

    /** One line for help and docs: {@code dropout (number, default 0.0, 0 to 1): meaning}. */
    public String describe() {
        Object shown = fallback instanceof List<?> list ? Variant.write(Arrays.asList(list.toArray())) : fallback;
        return name + " (" + allowed() + ", " + (shown == null ? "required" : "default " + shown) + "): " + meaning;
    }
}
