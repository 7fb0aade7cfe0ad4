package dev.shatter.study.dinh2017;

import dev.shatter.report.Block;
import dev.shatter.report.Cell;
import dev.shatter.report.Figure;
import dev.shatter.report.NumberText;
import dev.shatter.report.Picture;
import dev.shatter.report.Table;
import dev.shatter.report.Table.Column;
import dev.shatter.report.chart.Axis;
import dev.shatter.report.chart.Chart;
import dev.shatter.report.chart.Mark;
import dev.shatter.report.chart.Panel;
import dev.shatter.report.chart.ReferenceLine;
import dev.shatter.report.chart.Style;
import dev.shatter.study.Evidence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How far each quantity moves when layers are rescaled: one picture and one table. */
final class RescalingFigures {
    /** |ln| of a ratio below which a quantity is said to stay. */
    private static final double STAYS = 1e-4;

    private RescalingFigures() {}

    /**
     * Median over networks and seeds.
     *
     * @param before as trained
     * @param ratio after the largest factor, over before; NaN where it is not defined
     */
    private record Move(String name, double before, double ratio, int runs) {
        boolean stays() {
            return Math.abs(Math.log(ratio)) < STAYS;
        }
    }

    static List<Block> of(Evidence evidence, String command) {
        List<Move> moves = new ArrayList<>();
        for (String name : Dinh2017.shown()) {
            Move move = move(evidence.part(Dinh2017.PART), name);
            if (move.runs() > 0) {
                moves.add(move);
            }
        }
        return moves.isEmpty() ? List.of() : List.of(figure(moves, evidence, command), table(moves));
    }

    private static Move move(Evidence part, String name) {
        List<Double> before = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (Evidence unit : part.units().values()) {
            try {
                double ratio = Dinh2017.ratio(unit, name);
                before.add(unit.condition(Dinh2017.AS_TRAINED).measured(name));
                ratios.add(ratio);
            } catch (Evidence.Missing e) {
                // Not measured on both: the table says of how many it speaks.
            }
        }
        return new Move(name, median(before), median(ratios), ratios.size());
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
        int n = sorted.length;
        return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }

    private static Figure figure(List<Move> moves, Evidence evidence, String command) {
        List<Move> drawn = moves.stream()
                .filter(move -> move.ratio() > 0 && Double.isFinite(move.ratio()))
                .toList();
        long stay = drawn.stream().filter(Move::stays).count();
        double largest = drawn.stream()
                .mapToDouble(move -> Math.abs(Math.log10(move.ratio())))
                .max()
                .orElse(Double.NaN);
        Panel panel = Panel.of(
                        Axis.linear("log10(after / before), first layer times 16384", ""),
                        Axis.categories("", drawn.stream().map(Move::name).toList()),
                        Mark.Bars.of(
                                "change",
                                Style.neutral(0),
                                drawn.stream()
                                        .mapToDouble(move -> Math.log10(move.ratio()))
                                        .toArray()))
                .with(ReferenceLine.upright(0, "no change"));
        return new Figure(
                "moves",
                "How far each quantity moves while the function stays",
                Picture.of(Chart.of(panel).sized(Chart.WIDTH, 90 + 24 * drawn.size())),
                new Figure.Caption(
                        stay + " of " + drawn.size()
                                + " quantities stay where they are; the one that moves furthest changes by "
                                + NumberText.significant(largest, 2) + " orders of magnitude.",
                        "Median over networks and seeds of the ratio of each measure or certificate after and before the"
                                + " rescaling. Bars of no length: no change.",
                        evidence.runs().size() + " runs, " + evidence.units().size() + " networks and seeds."),
                new Figure.Reading(
                        "What moves here is no property of the function, and cannot by itself say how it generalises.",
                        "What stays need not say it either."),
                "Level bars, one a quantity: of no length for those that stay, long for norms of weights, curvature and"
                        + " sharpness.",
                command,
                evidence.ids());
    }

    private static Table table(List<Move> moves) {
        return new Table(
                "moves-table",
                "Measures and certificates before and after",
                List.of(
                        Column.words("quantity"),
                        Column.numbers("as trained", ""),
                        Column.numbers("after / before", ""),
                        Column.words("it"),
                        Column.numbers("n", "")),
                moves.stream()
                        .map(move -> Arrays.asList(
                                Cell.words(move.name()),
                                Cell.number(move.before(), 4),
                                Cell.number(move.ratio(), 4),
                                Cell.words(move.stays() ? "stays" : "moves"),
                                Cell.count(move.runs())))
                        .toList(),
                "Medians over networks and seeds; first layer times 16384, second divided by it. Certificates at delta 0.05.");
    }
}
