package dev.shatter.study.zhang2017;

import dev.shatter.report.Block;
import dev.shatter.report.Cell;
import dev.shatter.report.Section;
import dev.shatter.report.Table;
import dev.shatter.study.Evidence;
import dev.shatter.study.OverSeeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Tables of what was computed: kernels, and the network of 2n + d weights. */
final class LinearFigures {
    private LinearFigures() {}

    static Section section(Evidence evidence) {
        List<Block> blocks = new ArrayList<>();
        if (!evidence.part("linear").runs().isEmpty()) {
            blocks.add(kernels(evidence.part("linear")));
        }
        if (!evidence.part("expressivity").runs().isEmpty()) {
            blocks.add(networks(evidence.part("expressivity")));
        }
        return new Section("Linear models and finite-sample expressivity", blocks);
    }

    private static Table kernels(Evidence evidence) {
        List<List<Cell>> rows = new ArrayList<>();
        for (String condition : evidence.conditions()) {
            Evidence e = evidence.condition(condition);
            rows.add(List.of(
                    Cell.words(condition.replace('-', ' ')),
                    mean(e, "trainAccuracy", 100),
                    mean(e, "testAccuracy", 100),
                    mean(e, "norm", 1),
                    Cell.number(largest(e, "relativeResidual"), 2)));
        }
        return new Table(
                "kernels",
                "Kernel regression, Gaussian kernel, gamma 0.02",
                List.of(
                        Table.Column.words("fit"),
                        Table.Column.numbers("train", "%"),
                        Table.Column.numbers("test", "%"),
                        Table.Column.numbers("norm", ""),
                        Table.Column.numbers("residual", "")),
                rows,
                "Means over seeds with Student's 95 % intervals; the norm is that of the function in the kernel's space,"
                        + " over all classes; the residual is the largest. Ridge: lambda 0.1 and 1.");
    }

    private static Table networks(Evidence evidence) {
        List<List<Cell>> rows = new ArrayList<>();
        evidence.runs()
                .forEach(run -> rows.add(List.of(
                        Cell.count(Math.round(run.result("n"))),
                        Cell.count(Math.round(run.result("parameters"))),
                        Cell.number(run.result("networkResidual"), 2),
                        Cell.number(run.result("gap"), 2),
                        Cell.number(run.result("largestWeight"), 2))));
        return new Table(
                "expressivity",
                "Random labels of images by 2n + d weights",
                List.of(
                        Table.Column.numbers("n", ""),
                        Table.Column.numbers("weights", ""),
                        Table.Column.numbers("largest residual", ""),
                        Table.Column.numbers("smallest gap", ""),
                        Table.Column.numbers("largest weight", "")),
                rows,
                "A row a seed. The gap is between neighbours along the projection, the best of 20 directions; weights are as"
                        + " large as its inverse, and rounding grows with them.");
    }

    private static Cell mean(Evidence evidence, String result, double unit) {
        return OverSeeds.cell(
                Arrays.stream(evidence.results(result)).map(v -> unit * v).toArray());
    }

    private static double largest(Evidence evidence, String result) {
        return Arrays.stream(evidence.results(result)).max().orElse(Double.NaN);
    }
}
