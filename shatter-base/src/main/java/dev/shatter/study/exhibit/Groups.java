package dev.shatter.study.exhibit;

import dev.shatter.report.chart.Axis;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Runs sorted into groups, and what is said of all of them. */
final class Groups {
    private Groups() {}

    /** Groups in the order in which they first appear. */
    static <K> Map<K, List<Trained>> by(List<Trained> runs, Function<Trained, K> key) {
        Map<K, List<Trained>> groups = new LinkedHashMap<>();
        runs.forEach(run ->
                groups.computeIfAbsent(key.apply(run), k -> new ArrayList<>()).add(run));
        return groups;
    }

    /** n and seeds, for captions. */
    static String sample(List<Trained> runs) {
        TreeSet<Long> seeds = new TreeSet<>();
        TreeSet<Long> train = new TreeSet<>();
        TreeSet<Long> test = new TreeSet<>();
        runs.forEach(run -> {
            seeds.add(run.seed());
            train.add(Math.round(run.run().result("trainExamples")));
            test.add(Math.round(run.run().result("testExamples")));
        });
        return runs.size() + " runs; n = " + list(train) + " training and " + list(test) + " test examples; seed "
                + seeds.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ".";
    }

    private static String list(java.util.Set<Long> counts) {
        return counts.stream()
                .map(n -> String.format(java.util.Locale.ROOT, "%,d", n))
                .collect(Collectors.joining(" or "));
    }

    /** The axis of label corruption. */
    static Axis corruption() {
        return Axis.linear("probability that a label is replaced", "").range(0, 1);
    }

    /** Those whose pixels are true and whose labels are replaced by uniform classes, if at all. */
    static List<Trained> uniformNoise(List<Trained> runs) {
        return runs.stream()
                .filter(run -> run.pixels().name().equals("true") && !Double.isNaN(run.corruption()))
                .toList();
    }
}
