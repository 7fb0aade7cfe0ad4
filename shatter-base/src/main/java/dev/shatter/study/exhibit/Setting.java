package dev.shatter.study.exhibit;

import dev.shatter.core.Variant;
import dev.shatter.run.Run;
import dev.shatter.spec.Parent;
import dev.shatter.spec.Spec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * In what runs differ beside their network, treatment and seeds, so that no figure puts two losses, data sets or learning
 * rates under one name.
 *
 * <p>Data are named where not all runs are on the same; everything else where runs of one network on the same data differ in
 * it. How long and how often a training is looked at is no setting of it: a condition may need more epochs than another.
 */
final class Setting {
    private static final Set<String> NO_SETTINGS =
            Set.of("labels", "pixels", "epochs", "evaluate", "until", "keep", "precision", "test-subset");

    private Setting() {}

    /** For each run what is to be said of it, empty for nothing, in the order given. */
    static List<String> of(List<Run> runs) {
        List<String> data =
                differing(runs.stream().map(run -> settings(run.spec(), true)).toList());
        Map<String, List<Integer>> alike = new LinkedHashMap<>();
        for (int i = 0; i < runs.size(); i++) {
            alike.computeIfAbsent(Trained.brief(runs.get(i)) + "\n" + data.get(i), k -> new ArrayList<>())
                    .add(i);
        }
        String[] words = new String[runs.size()];
        for (List<Integer> group : alike.values()) {
            List<String> rest = differing(
                    group.stream().map(i -> settings(runs.get(i).spec(), false)).toList());
            for (int i = 0; i < group.size(); i++) {
                String on = data.get(group.get(i));
                words[group.get(i)] =
                        on.isEmpty() || rest.get(i).isEmpty() ? on + rest.get(i) : on + ", " + rest.get(i);
            }
        }
        return List.of(words);
    }

    /** Name and value of what is set, options of a variant each by itself. */
    private static Map<String, String> settings(Spec spec, boolean data) {
        Map<String, String> settings = new TreeMap<>();
        spec.values().forEach((field, value) -> {
            boolean counts = !NO_SETTINGS.contains(field) && !field.startsWith("seed-");
            if (!counts || field.equals(Spec.DATA) != data) {
                return;
            }
            if (value instanceof Variant variant) {
                settings.put(field, data ? "on " + variant.name() : field + " " + variant.name());
                variant.all().forEach((option, set) -> settings.put(field + "." + option, option + " " + text(set)));
            } else {
                settings.put(field, field + " " + text(value));
            }
        });
        return settings;
    }

    /** What is not the same in all of them, joined by commas. */
    private static List<String> differing(List<Map<String, String>> all) {
        Set<String> names = new TreeSet<>();
        all.forEach(one -> names.addAll(one.keySet()));
        names.removeIf(name ->
                all.stream().map(one -> one.getOrDefault(name, "")).distinct().count() == 1);
        return all.stream()
                .map(one -> names.stream()
                        .map(name -> one.getOrDefault(name, ""))
                        .filter(words -> !words.isEmpty())
                        .collect(Collectors.joining(", ")))
                .toList();
    }

    private static String text(Object value) {
        if (value instanceof List<?> list) {
            return list.isEmpty()
                    ? "none"
                    : list.stream().allMatch(Number.class::isInstance)
                            ? Variant.sizes(list)
                            : list.stream().map(Setting::text).collect(Collectors.joining(" and "));
        }
        if (value instanceof Variant variant) {
            return variant.text();
        }
        return value instanceof Parent parent ? parent.id().substring(0, 8) : String.valueOf(value);
    }
}
