package dev.shatter.study.zhang2017;

import dev.shatter.report.Block;
import dev.shatter.report.Cell;
import dev.shatter.report.Figure;
import dev.shatter.report.Picture;
import dev.shatter.report.Section;
import dev.shatter.report.Table;
import dev.shatter.report.Table.Column;
import dev.shatter.report.chart.Axis;
import dev.shatter.report.chart.Chart;
import dev.shatter.report.chart.Mark;
import dev.shatter.report.chart.Panel;
import dev.shatter.report.chart.Style;
import dev.shatter.run.Run;
import dev.shatter.stats.Interval;
import dev.shatter.study.Evidence;
import dev.shatter.study.OverSeeds;
import dev.shatter.study.exhibit.Findings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Table 1 and figure 2 of the paper, from our runs. */
final class AblationFigures {
    /** Conditions as readers call them. */
    private static final Map<String, String> WORDS = Map.of(
            "none",
            "none",
            "weight-decay",
            "weight decay",
            "crop",
            "random crops",
            "crop-and-weight-decay",
            "crops and decay",
            "dropout",
            "dropout");

    private AblationFigures() {}

    static Section section(Evidence evidence, String command) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                new Block.Paragraph("What explicit regularisers (weight decay, random crops, dropout), early stopping"
                        + " and batch norm do to networks that would fit noise without them."));
        Evidence regularisers = evidence.part("regularisers");
        if (!regularisers.isEmpty()) {
            blocks.add(gains(regularisers, command));
            blocks.add(stopping(regularisers, command));
        }
        Evidence norm = evidence.part("norm");
        if (!norm.isEmpty()) {
            blocks.add(norm(norm, command));
        }
        Evidence noise = evidence.part("regularised-noise");
        if (!noise.isEmpty()) {
            blocks.add(noise(noise));
        }
        blocks.add(published(evidence));
        return new Section("Regularisation", blocks);
    }

    private static Figure gains(Evidence evidence, String command) {
        List<Panel> panels = new ArrayList<>();
        for (String network : evidence.networks()) {
            Evidence own = evidence.network(network);
            List<Interval> means = own.conditions().stream()
                    .map(c -> OverSeeds.percent(own.condition(c).results("testAccuracy")))
                    .toList();
            Mark.Bars bars = OverSeeds.bars("test accuracy", Style.trueLabels(), means);
            panels.add(Panel.of(
                            Axis.linear("test accuracy", "%").range(0, 100),
                            Axis.categories(
                                    "",
                                    own.conditions().stream().map(WORDS::get).toList()),
                            bars)
                    .titled(network));
        }
        return new Figure(
                "regularisers",
                "Test accuracy with and without regularisers",
                Picture.of(Chart.multiples(Math.min(2, panels.size()), panels)),
                new Figure.Caption(
                        largestGain(evidence),
                        "Test accuracy at the end of training on true labels; bars carry the mean over seeds and its 95 %"
                                + " Student interval where there are several.",
                        sample(evidence)),
                new Figure.Reading(
                        "It shows how much test accuracy each explicit regulariser is worth for each network.",
                        "It does not show what the best strength of each would give: strengths are fixed in advance."),
                "Level bars of test accuracy, one for each regulariser, a panel for each network.",
                command,
                evidence.ids());
    }

    private static Figure stopping(Evidence evidence, String command) {
        List<Mark> lines = new ArrayList<>();
        int index = 0;
        for (String network : evidence.networks()) {
            List<Run> runs = evidence.network(network).condition("none").runs();
            if (!runs.isEmpty()) {
                lines.add(inPercent(OverSeeds.traces(network, Style.neutral(index++), runs, "epoch", "testAccuracy")));
            }
        }
        return new Figure(
                "early-stopping",
                "Test accuracy along training, without regularisers",
                Picture.of(Chart.of(Panel.of(
                        Axis.linear("epochs", ""), Axis.linear("test accuracy", "%"), lines.toArray(new Mark[0])))),
                new Figure.Caption(
                        forgone(evidence),
                        "Mean over seeds of the test accuracy after each evaluated epoch; a run that has fitted its"
                                + " labels keeps its last value. Bands go from the smallest to the largest seed.",
                        sample(evidence.condition("none"))),
                new Figure.Reading(
                        "It shows whether training past the best epoch costs test accuracy.",
                        "It does not show what a rule that sees only a validation part would choose."),
                "A rising line for each network that levels off.",
                command,
                evidence.condition("none").ids());
    }

    private static Figure norm(Evidence evidence, String command) {
        List<Panel> panels = new ArrayList<>();
        for (String network : evidence.networks()) {
            Evidence own = evidence.network(network);
            List<Mark> lines = new ArrayList<>();
            List<Run> with = own.condition("with").runs();
            List<Run> without = own.condition("without").runs();
            if (!with.isEmpty()) {
                lines.add(inPercent(
                        OverSeeds.traces("with batch norm", Style.neutral(0), with, "epoch", "testAccuracy")));
            }
            if (!without.isEmpty()) {
                lines.add(inPercent(OverSeeds.traces("without", Style.neutral(1), without, "epoch", "testAccuracy")));
            }
            panels.add(
                    Panel.of(Axis.linear("epochs", ""), Axis.linear("test accuracy", "%"), lines.toArray(new Mark[0]))
                            .titled(network));
        }
        return new Figure(
                "batch-norm",
                "Test accuracy with and without batch norm",
                Picture.of(panels.size() == 1 ? Chart.of(panels.get(0)) : Chart.multiples(2, panels)),
                new Figure.Caption(
                        difference(evidence),
                        "Mean over seeds of the test accuracy after each evaluated epoch on true labels, no explicit"
                                + " regulariser; bands go from the smallest to the largest seed.",
                        sample(evidence)),
                new Figure.Reading(
                        "It shows the difference batch norm makes at the same learning rate.",
                        "It does not show the best that either network can do: learning rates are not tuned apart."),
                "Two rising lines, with and without batch norm.",
                command,
                evidence.ids());
    }

    private static String largestGain(Evidence evidence) {
        double best = Double.NEGATIVE_INFINITY;
        String where = "";
        for (String network : evidence.networks()) {
            Evidence own = evidence.network(network);
            double none = mean(own, "none");
            for (String condition : own.conditions()) {
                double gain = mean(own, condition) - none;
                if (!condition.equals("none") && gain > best) {
                    best = gain;
                    where = WORDS.get(condition) + ", " + network;
                }
            }
        }
        return where.isEmpty()
                ? Findings.NOT_ENOUGH
                : String.format(
                        Locale.ROOT,
                        best > 0
                                ? "The most that a regulariser adds to the mean test accuracy is %.1f points (%s)."
                                : "No regulariser adds to the mean test accuracy; the best takes %.1f points (%s).",
                        Math.abs(best),
                        where);
    }

    private static String forgone(Evidence evidence) {
        double most = Double.NaN;
        for (Run run : evidence.condition("none").runs()) {
            double[] along = run.trace().column("testAccuracy");
            double loss = Arrays.stream(along).max().orElse(0) - along[along.length - 1];
            most = Double.isNaN(most) ? loss : Math.max(most, loss);
        }
        return Double.isNaN(most)
                ? "There is no run to show."
                : String.format(
                        Locale.ROOT,
                        "Stopping at the best epoch would have gained at most %.1f points in any run.",
                        100 * most);
    }

    private static String difference(Evidence evidence) {
        List<String> parts = new ArrayList<>();
        for (String network : evidence.networks()) {
            double gain = mean(evidence.network(network), "with") - mean(evidence.network(network), "without");
            if (!Double.isNaN(gain)) {
                parts.add(String.format(Locale.ROOT, "%+.1f points for %s", gain, network));
            }
        }
        return parts.isEmpty()
                ? Findings.NOT_ENOUGH
                : "Batch norm changes the mean test accuracy by " + String.join(", ", parts) + ".";
    }

    /** Percent; NaN without a run. */
    private static double mean(Evidence evidence, String condition) {
        return 100
                * Arrays.stream(evidence.condition(condition).results("testAccuracy"))
                        .average()
                        .orElse(Double.NaN);
    }

    /** Which regularised networks still fit random labels. */
    private static Table noise(Evidence evidence) {
        List<List<Cell>> rows = new ArrayList<>();
        for (String network : evidence.networks()) {
            for (String condition : evidence.network(network).conditions()) {
                Evidence cell = evidence.network(network).condition(condition);
                double[] train = cell.results("trainAccuracy");
                long fitted = Arrays.stream(train)
                        .filter(a -> a >= RandomisationClaims.FITTED)
                        .count();
                rows.add(List.of(
                        Cell.words(network),
                        Cell.words(WORDS.getOrDefault(condition, condition)),
                        percentage(train),
                        percentage(cell.results("testAccuracy")),
                        Cell.words(fitted + " of " + cell.pieces().size())));
            }
        }
        return new Table(
                "regularised-noise",
                "Random labels under regularisers",
                List.of(
                        Column.words("network"),
                        Column.words("regulariser"),
                        Column.numbers("train", "%"),
                        Column.numbers("test", "%"),
                        Column.words("runs that fit")),
                rows,
                "Accuracy at the end of training on random labels, mean over seeds with 95 % Student interval; a run fits"
                        + " from 99 % training accuracy on.");
    }

    /** Published numbers beside ours. */
    private static Table published(Evidence evidence) {
        List<List<Cell>> rows = new ArrayList<>();
        for (PublishedTable.Row row : PublishedTable.ROWS) {
            Evidence ours = evidence.part(row.part()).network(row.network()).condition(row.condition());
            rows.add(List.of(
                    Cell.words(row.model()),
                    Cell.words(row.setting()),
                    Cell.fixed(row.train(), 2),
                    Cell.fixed(row.test(), 2),
                    percentage(ours.results("trainAccuracy")),
                    percentage(ours.results("testAccuracy")),
                    Cell.count(ours.runs().size())));
        }
        return new Table(
                "table-1",
                "Table 1 of the paper, and ours",
                List.of(
                        Column.words("model"),
                        Column.words("setting"),
                        Column.numbers("published train", "%"),
                        Column.numbers("published test", "%"),
                        Column.numbers("our train", "%"),
                        Column.numbers("our test", "%"),
                        Column.numbers("runs", "")),
                rows,
                "Published on CIFAR-10. Ours on the data of this study's settings, mean over seeds with 95 % Student"
                        + " interval; a dash where the row is not part of this scale or has not been run.");
    }

    private static Cell percentage(double[] fractions) {
        Interval mean = OverSeeds.percent(fractions);
        if (fractions.length == 0) {
            return Cell.none();
        }
        return Double.isNaN(mean.low())
                ? Cell.fixed(mean.estimate(), 2)
                : Cell.estimate(mean.estimate(), mean.low(), mean.high());
    }

    private static Mark.Line inPercent(Mark.Line line) {
        Mark.Line scaled = Mark.Line.of(line.name(), line.style(), line.x(), percent(line.y()));
        var spread = line.spread();
        return spread == null ? scaled : scaled.band(percent(spread.low()), percent(spread.high()));
    }

    private static double[] percent(double[] fractions) {
        return Arrays.stream(fractions).map(f -> 100 * f).toArray();
    }

    private static String sample(Evidence evidence) {
        return evidence.runs().size() + (evidence.runs().size() == 1 ? " run" : " runs")
                + "; seeds of each network are its own.";
    }
}
