package dev.shatter.app.command;

import dev.shatter.spec.Field;
import dev.shatter.spec.Schema;
import dev.shatter.spec.Shorthand;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** A schema's fields and shorthands as options of a command, each named as it is in a spec file. */
final class FieldOptions {
    private FieldOptions() {}

    /** Adds an option for every field and shorthand; those without a default are required. */
    static void add(CommandSpec command, Schema schema) {
        for (Field field : schema.fields()) {
            String fallback = field.shownDefault()
                    .map(value -> value.equals("none") ? "" : " (default: " + value + ")")
                    .orElse("");
            String allowed =
                    field.allowed().length() > 60 || field.meaning().contains("see '") ? "" : ": " + field.allowed();
            command.addOption(OptionSpec.builder("--" + field.name())
                    .type(String.class)
                    .paramLabel(label(field.name()))
                    .required(field.shownDefault().isEmpty())
                    .description(escaped(field.meaning() + allowed + fallback))
                    .build());
        }
        for (Shorthand shorthand : schema.shorthands()) {
            OptionSpec.Builder option =
                    OptionSpec.builder("--" + shorthand.name()).description(escaped(shorthand.meaning()));
            command.addOption(
                    shorthand.isSwitch()
                            ? option.type(boolean.class).arity("0").build()
                            : option.type(String.class)
                                    .paramLabel(label(shorthand.name()))
                                    .build());
        }
    }

    /** What was given, by field or shorthand. */
    static Map<String, Object> given(ParseResult line, Schema schema) {
        Map<String, Object> given = new LinkedHashMap<>();
        schema.fields().forEach(field -> put(given, line, field.name()));
        schema.shorthands().forEach(shorthand -> put(given, line, shorthand.name()));
        return given;
    }

    private static void put(Map<String, Object> given, ParseResult line, String name) {
        Object value = line.matchedOptionValue("--" + name, null);
        if (value != null) {
            given.put(name, String.valueOf(value));
        }
    }

    private static String label(String name) {
        return name.substring(name.lastIndexOf('-') + 1).toUpperCase(Locale.ROOT);
    }

    /** picocli reads % and @ in descriptions. */
    private static String escaped(String text) {
        return text.replace("%", "%%");
    }
}
