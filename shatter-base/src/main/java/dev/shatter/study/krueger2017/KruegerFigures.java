package dev.shatter.study.krueger2017;

import dev.shatter.report.Block;
import dev.shatter.report.Figure;
import dev.shatter.report.Picture;
import dev.shatter.report.Section;
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

/** The findings as figures. */
final class KruegerFigures {
    private static final String WHISKERS = "Mean over seeds; whiskers are its 95 % Student interval.";

    private KruegerFigures() {}

    static List<Section> sections(Evidence evidence, String command) {
        List<Block> capacity = new ArrayList<>();
        Evidence own = evidence.part("capacity");
        if (!own.runs().isEmpty()) {
            capacity.add(capacity(own, command));
        }
        List<Block> time = new ArrayList<>();
        if (!evidence.part("samples").runs().isEmpty()) {
            time.add(time(evidence, command));
        }
        List<Block> memory = new ArrayList<>();
        if (!evidence.part("patterns").runs().isEmpty()) {
            memory.add(patterns(evidence.part("patterns"), command));
        }
        if (!evidence.part("regularisers").runs().isEmpty()) {
            memory.add(regularisers(evidence.part("regularisers"), command));
        }
        return List.of(
                new Section("Noise needs more capacity", capacity),
                new Section("Noise needs more time", time),
                KruegerMeasured.section(evidence, command),
                new Section("Patterns and memory", memory));
    }

    private static Figure capacity(Evidence evidence, String command) {
        Mark.Line clean = against(evidence, "clean-", "true labels", Style.trueLabels(), "testAccuracy", 100);
        Mark.Line noisy = against(
                evidence,
                "noisy-",
                Math.round(100 * KruegerTrials.NOISE) + " % random",
                Style.corrupted(KruegerTrials.NOISE),
                "testAccuracy",
                100);
        return new Figure(
                "capacity",
                "Test accuracy against width",
                Picture.of(Chart.of(Panel.of(
                        Axis.log("hidden units in each layer", ""), Axis.linear("test accuracy", "%"), clean, noisy))),
                new Figure.Caption(
                        Findings.of(
                                "Mean test accuracy runs from %.0f to %.0f %% with true labels and from %.0f to %.0f %% with noise.",
                                least(clean), most(clean), least(noisy), most(noisy)),
                        WHISKERS + " Test labels are true.",
                        sample(evidence)),
                new Figure.Reading(
                        "It shows how many units are needed before more of them stop helping.",
                        "It does not show the smallest network that could do it: only one that this training finds."),
                "Two lines of test accuracy that rise with width and level off.",
                command,
                evidence.ids());
    }

    private static Figure time(Evidence evidence, String command) {
        Evidence samples = evidence.part("samples");
        Evidence widths = evidence.part("widths");
        Mark.Line realByN = against(samples, "real-", "real labels", Style.trueLabels(), "epochsToFit", 1);
        Mark.Line noiseByN = against(samples, "noise-", "random labels", Style.randomLabels(), "epochsToFit", 1);
        Panel byN = Panel.of(Axis.log("training examples", ""), Axis.log("epochs to fit", ""), realByN, noiseByN)
                .titled("sample size");
        Panel byWidth = Panel.of(
                        Axis.log("hidden units in each layer", ""),
                        Axis.log("epochs to fit", ""),
                        against(widths, "real-", "real labels", Style.trueLabels(), "epochsToFit", 1),
                        against(widths, "noise-", "random labels", Style.randomLabels(), "epochsToFit", 1))
                .titled("width");
        return new Figure(
                "time",
                "Epochs to fit against sample size and width",
                Picture.of(Chart.multiples(2, List.of(byN, byWidth)).free()),
                new Figure.Caption(
                        Findings.of(
                                "Over these sample sizes random labels take %.1f to %.1f times the epochs of real ones.",
                                ratio(noiseByN, realByN, true), ratio(noiseByN, realByN, false)),
                        "First epoch at which every training example is classified as labelled. " + WHISKERS
                                + " Sizes that no seed fitted are left out.",
                        sample(new Evidence(concat(samples, widths)))),
                new Figure.Reading(
                        "It shows how the time to fit grows with the sample and shrinks with the network: slopes are"
                                + " what the claims compare.",
                        "It does not show time in seconds or steps: an epoch of a larger sample has more of both."),
                "Two panels of lines on logarithmic axes, one for real and one for random labels in each.",
                command,
                new Evidence(concat(samples, widths)).ids());
    }

    private static Figure patterns(Evidence evidence, String command) {
        List<Run> runs = evidence.runs();
        double peak = 0;
        double end = 0;
        for (Run run : runs) {
            double[] test = run.trace().column("testAccuracy");
            peak += Arrays.stream(test).max().orElse(0) / runs.size();
            end += (test.length == 0 ? 0 : test[test.length - 1]) / runs.size();
        }
        return new Figure(
                "patterns-first",
                "Accuracy along training with some labels random",
                Picture.of(Chart.of(Panel.of(
                        Axis.linear("epochs", ""),
                        Axis.linear("accuracy", "").range(0, 1),
                        OverSeeds.traces(
                                "training", Style.corrupted(KruegerTrials.MIXTURE), runs, "epoch", "trainAccuracy"),
                        OverSeeds.traces("test", Style.trueLabels(), runs, "epoch", "testAccuracy")))),
                new Figure.Caption(
                        Findings.of(
                                "Test accuracy peaks at %.0f %% on average and ends at %.0f %%.",
                                100 * peak, 100 * end),
                        "After each epoch; training accuracy on the labels trained on, "
                                + Math.round(100 * KruegerTrials.MIXTURE)
                                + " % of them random. Mean over seeds; bands go from the smallest to the largest.",
                        sample(evidence)),
                new Figure.Reading(
                        "It shows when the network does best on true test labels, and how much noise it holds then.",
                        "It does not show which training examples are fitted first."),
                "A line of training accuracy that rises to one, and one of test accuracy.",
                command,
                evidence.ids());
    }

    private static Figure regularisers(Evidence evidence, String command) {
        List<Mark> lines = List.of(
                tradeOff(evidence, "dropout", "dropout-", KruegerTrials.DROPOUT, 0),
                tradeOff(evidence, "weight decay", "decay-", KruegerTrials.DECAY, 1));
        return new Figure(
                "regularisers",
                "What regularisers take from memory and from learning",
                Picture.of(Chart.of(Panel.of(
                        Axis.linear("training accuracy on random labels", "%"),
                        Axis.linear("test accuracy on true labels", "%"),
                        lines.toArray(new Mark[0])))),
                new Figure.Caption(
                        finding(evidence),
                        "Each line leads from no regulariser over growing strengths: means over seeds at the end of"
                                + " training; dropout " + KruegerTrials.DROPOUT
                                + ", weight decay " + KruegerTrials.DECAY
                                + ". Whiskers are 95 % Student intervals of the test accuracy"
                                + sideways(evidence),
                        sample(evidence)),
                new Figure.Reading(
                        "A line that goes level to the left keeps noise out without costing test accuracy.",
                        "It does not show what longer training would do: noise that is hindered may be stored later."),
                "Two lines from the right, where random labels are fitted, to the left.",
                command,
                evidence.ids());
    }

    private static String finding(Evidence evidence) {
        String middle = "dropout-" + KruegerTrials.DROPOUT.get(1);
        return Findings.of(
                "Dropout %s takes training accuracy on random labels from %.0f to %.0f %% and test accuracy on true ones"
                        + " from %.0f to %.0f %%.",
                KruegerTrials.DROPOUT.get(1),
                mean(evidence.condition("noise-none").results("trainAccuracy")),
                mean(evidence.condition("noise-" + middle).results("trainAccuracy")),
                mean(evidence.condition("real-none").results("testAccuracy")),
                mean(evidence.condition("real-" + middle).results("testAccuracy")));
    }

    private static Mark.Line tradeOff(
            Evidence evidence, String name, String prefix, List<Double> strengths, int style) {
        List<String> conditions = new ArrayList<>(List.of("none"));
        strengths.forEach(strength -> conditions.add(prefix + strength));
        double[] x = conditions.stream()
                .mapToDouble(c -> mean(evidence.condition("noise-" + c).results("trainAccuracy")))
                .toArray();
        List<Interval> y = conditions.stream()
                .map(c -> OverSeeds.percent(evidence.condition("real-" + c).results("testAccuracy")))
                .toList();
        return OverSeeds.line(name, Style.neutral(style), x, y);
    }

    /** How wide the intervals are that the figure cannot draw. */
    private static String sideways(Evidence evidence) {
        return evidence.conditions().stream()
                .filter(condition -> condition.startsWith("noise-"))
                .map(condition ->
                        OverSeeds.percent(evidence.condition(condition).results("trainAccuracy")))
                .map(interval -> (interval.high() - interval.low()) / 2)
                .filter(Double::isFinite)
                .max(Double::compare)
                .map(most -> String.format(Locale.ROOT, "; those of the training accuracy reach %.1f points.", most))
                .orElse(".");
    }

    /** Mean over seeds against the number in the conditions' names. */
    private static Mark.Line against(
            Evidence evidence, String prefix, String name, Style style, String result, double unit) {
        List<Double> x = new ArrayList<>();
        List<double[]> values = new ArrayList<>();
        for (String condition : evidence.conditions()) {
            if (condition.startsWith(prefix)) {
                x.add(Double.valueOf(condition.substring(prefix.length())));
                values.add(Arrays.stream(evidence.condition(condition).results(result))
                        .filter(v -> !Double.isNaN(v))
                        .map(v -> unit * v)
                        .toArray());
            }
        }
        return OverSeeds.means(name, style, x.stream().mapToDouble(v -> v).toArray(), values);
    }

    private static double mean(double[] fractions) {
        return OverSeeds.percent(fractions).estimate();
    }

    private static double least(Mark.Line line) {
        return Arrays.stream(line.y()).filter(Double::isFinite).min().orElse(Double.NaN);
    }

    private static double most(Mark.Line line) {
        return Arrays.stream(line.y()).filter(Double::isFinite).max().orElse(Double.NaN);
    }

    private static double ratio(Mark.Line above, Mark.Line below, boolean least) {
        double[] ratios = new double[above.y().length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = above.y()[i] / below.y()[i];
        }
        var finite = Arrays.stream(ratios).filter(Double::isFinite);
        return (least ? finite.min() : finite.max()).orElse(Double.NaN);
    }

    static List<Evidence.Piece> concat(Evidence a, Evidence b) {
        List<Evidence.Piece> all = new ArrayList<>(a.pieces());
        all.addAll(b.pieces());
        return all;
    }

    private static String sample(Evidence evidence) {
        return evidence.runs().size() + " runs, " + evidence.units().size() + " seeds.";
    }
}
