package dev.shatter.study.exhibit;

import dev.shatter.report.Block;
import dev.shatter.report.Figure;
import dev.shatter.report.Picture;
import dev.shatter.report.Section;
import dev.shatter.report.chart.Chart;
import dev.shatter.report.chart.Mark;
import dev.shatter.report.chart.Style;
import dev.shatter.run.Run;
import dev.shatter.study.Claim;
import dev.shatter.study.Criterion;
import dev.shatter.study.Evidence;
import dev.shatter.study.OverSeeds;
import dev.shatter.study.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Claims and figures about what was computed, not trained. */
public final class ComputedClaims {
    /** What the bands of {@link #line} are, for captions. */
    public static final String BAND = "Mean over seeds; bands reach from the smallest to the largest.";

    private ComputedClaims() {}

    /**
     * A section of what some runs show; without figures where there are no runs.
     *
     * @param evidence a part of the study
     * @param blocks each made of that part
     */
    @SafeVarargs
    public static Section section(String title, Evidence evidence, Function<Evidence, ? extends Block>... blocks) {
        List<Block> made = new ArrayList<>();
        if (!evidence.runs().isEmpty()) {
            for (Function<Evidence, ? extends Block> block : blocks) {
                made.add(block.apply(evidence));
            }
        }
        return new Section(title, made);
    }

    /**
     * A claim about a headline number of one part of the study, a value for each seed.
     *
     * @param statistic the number in words
     * @param range where it can lie
     * @param part the part's name
     * @param result the number's name
     */
    public static Claim claim(
            String name,
            String text,
            String published,
            String statistic,
            Range range,
            String part,
            String result,
            Criterion criterion,
            String justification) {
        return claim(
                name, text, published, statistic, range, part, unit -> unit.result(result), criterion, justification);
    }

    /** As above, about a number made of the runs of one seed. */
    public static Claim claim(
            String name,
            String text,
            String published,
            String statistic,
            Range range,
            String part,
            ToDoubleFunction<Evidence> value,
            Criterion criterion,
            String justification) {
        return new Claim(
                name, text, published, statistic, range, e -> e.part(part).perSeed(value), criterion, justification);
    }

    /**
     * What stands under a figure.
     *
     * @param finding a sentence with numbers
     * @param method how it was got, and what bands mean
     * @param shows what it shows
     * @param showsNot what nobody should read into it
     * @param alternative what can be seen
     */
    public record Words(String finding, String method, String shows, String showsNot, String alternative) {}

    /** A figure of these runs. */
    public static Figure figure(String id, String title, Chart chart, Words words, Evidence evidence, String command) {
        List<Run> runs = evidence.runs();
        long seeds = evidence.units().keySet().stream()
                .map(Evidence.Unit::seed)
                .distinct()
                .count();
        return new Figure(
                id,
                title,
                Picture.of(chart),
                new Figure.Caption(
                        words.finding(),
                        words.method(),
                        runs.size()
                                + (runs.size() == 1 ? " computation, " : " computations, ")
                                + seeds
                                + (seeds == 1 ? " seed." : " seeds.")),
                new Figure.Reading(words.shows(), words.showsNot()),
                words.alternative(),
                command,
                evidence.ids());
    }

    /** A column of the tables against another: mean over runs, band from the smallest to the largest. */
    public static Mark.Line line(String name, Style style, Evidence evidence, String x, String y) {
        return OverSeeds.traces(name, style, evidence.runs(), x, y);
    }

    /** A column as points, means over runs; for values that were simulated beside lines that were computed. */
    public static Mark.Points points(String name, Style style, Evidence evidence, String x, String y) {
        Mark.Line line = line(name, style, evidence, x, y);
        return Mark.Points.of(name, style, line.x(), line.y());
    }

    /** The runs of the first seed of each subject. */
    public static Evidence first(Evidence evidence) {
        return evidence.only(piece -> evidence.network(piece.trial().network()).pieces().stream()
                .mapToLong(other -> other.trial().seed())
                .allMatch(seed -> seed >= piece.trial().seed()));
    }

    /** Mean over runs of a headline number; NaN for none. */
    public static double mean(Evidence evidence, String result) {
        return OverSeeds.mean(evidence.results(result)).estimate();
    }

    /** Mean over runs of a column in the row of this number, from 0; −1 for the last. */
    public static double mean(Evidence evidence, String column, int row) {
        return evidence.runs().stream()
                .mapToDouble(run -> {
                    double[] values = run.trace().column(column);
                    return values[row < 0 ? values.length + row : row];
                })
                .average()
                .orElse(Double.NaN);
    }

    /** Whole numbers as the names of categories. */
    public static List<String> names(double... values) {
        return IntStream.range(0, values.length)
                .mapToObj(i -> String.valueOf(Math.round(values[i])))
                .toList();
    }
}
