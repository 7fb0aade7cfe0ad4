package dev.shatter.study.exhibit;

import dev.shatter.report.Block;
import dev.shatter.report.Figure;
import dev.shatter.report.Picture;
import dev.shatter.report.chart.Axis;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Runs sorted into groups, and what is said of all of them. */
public final class Groups {
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
        return runs.size() + (runs.size() == 1 ? " run" : " runs") + "; n = " + list(train) + " training and "
                + list(test) + " test examples; " + (seeds.size() == 1 ? "seed " : "seeds ") + ranges(seeds) + ".";
    }

    /** Ascending numbers, neighbours as ranges: {@code 1 to 16, 101}. */
    private static String ranges(NavigableSet<Long> numbers) {
        List<String> parts = new ArrayList<>();
        long from = numbers.isEmpty() ? 0 : numbers.first();
        for (long n : numbers) {
            if (!numbers.contains(n + 1)) {
                parts.add(from == n ? String.valueOf(n) : from + (n == from + 1 ? ", " : " to ") + n);
                Long next = numbers.higher(n);
                from = next == null ? n : next;
            }
        }
        return String.join(", ", parts);
    }

    private static String list(java.util.Set<Long> counts) {
        return counts.stream()
                .map(n -> String.format(java.util.Locale.ROOT, "%,d", n))
                .collect(Collectors.joining(" or "));
    }

    /** The figure; where nothing is drawn in it, what there is to say, without empty axes. */
    public static Block shown(Figure figure) {
        boolean empty = figure.picture() instanceof Picture.Drawn drawn
                && drawn.chart().panels().stream()
                        .allMatch(panel -> panel.marks().isEmpty());
        return empty
                ? new Block.Paragraph(figure.title() + ": " + figure.caption().finding())
                : figure;
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
