package dev.shatter.report;

import dev.shatter.core.Chance;
import dev.shatter.report.chart.Chart;
import dev.shatter.report.chart.SampleCharts;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A report with made-up numbers that uses everything once: what the tests read, and what one looks at after a change. */
final class DemoReport {
    private DemoReport() {}

    static Report make() {
        return new Report(
                "Do networks fit random labels? A demonstration with made-up numbers",
                "Yes: all four networks reach 100 % training accuracy on random labels, and what their test error shows"
                        + " is memory, not learning. Every number on this page is invented to show how a report looks;"
                        + " run `shatter quickstart` for real ones.",
                List.of(fitting(), regularisers(), certificates(), measures()),
                List.of("./shatter quickstart", "./shatter report --all -o report.html"),
                List.of(
                        new Report.Source(
                                "3f1c0a94d2be7761c09b4a5fe6f21d3780cc2d4c3c6a4be0d1f95a3efb2a1d77",
                                "alexnet-small, true labels, seed 1"),
                        new Report.Source(
                                "9a0d7c41be25f3806d7720c4e1f5ab936cf81d0e4b2a97c3558e6f1204bd7a19",
                                "alexnet-small, random labels, seed 1")),
                List.of(
                        "The numbers are invented.",
                        "A subset of 2,000 images is fitted sooner than the full set: epochs here are not the paper’s."),
                "Shatter 0.1.0-SNAPSHOT, a demonstration");
    }

    private static Section fitting() {
        return Section.of(
                "Random labels are fitted",
                new Block.Paragraph(
                        "Labels or pixels are replaced as in Zhang et al. 2017 (arXiv:1611.03530), figure 1;"
                                + " the loss is that of a small AlexNet, trained with `--optimizer sgd --momentum 0.9`."),
                figure(
                        "learning-curves",
                        "Training loss against steps",
                        SampleCharts.learningCurves(),
                        "Every variant reaches zero loss; random labels take longest.",
                        "Cross-entropy on a batch; bands are the range over seeds.",
                        "2,000 images, 3 seeds each.",
                        "Five falling curves. True labels fall first, then shuffled, random and Gaussian pixels, and"
                                + " random labels last; all end at zero."),
                figure(
                        "convergence",
                        "Time to fit against label corruption",
                        SampleCharts.convergence(),
                        "Time to fit grows with corruption, by less than a factor of three.",
                        "Epochs to 100 % training accuracy over those with true labels; bars are 95 % confidence"
                                + " intervals.",
                        "5 seeds each.",
                        "Three rising curves from 1 to 2.7, 2.6 and 1.7."),
                figure(
                        "test-error",
                        "Test error against label corruption",
                        SampleCharts.testError(),
                        "Test error of interpolating networks rises to chance.",
                        "Runs that fit all training labels; bars are 95 % confidence intervals.",
                        "5 seeds each, 10,000 test images.",
                        "Three rising curves that meet at 90 percent when all labels are random."),
                figure(
                        "corruption-ramp",
                        "Training loss for six levels of corruption",
                        SampleCharts.corruptionRamp(),
                        "The loss falls exponentially at every level.",
                        "Mean over the training set.",
                        "1 seed.",
                        "Six straight lines on a logarithmic axis, the steeper the fewer labels are corrupted."),
                new Figure(
                        "contact-sheet",
                        "Ten images and what corruption makes of them",
                        new Picture.Pixels(noise(), 480, 96, true),
                        new Figure.Caption(
                                "Shuffled pixels keep an image’s colours, random ones nothing.",
                                "One image a class.",
                                "Seed 7."),
                        new Figure.Reading(
                                "It shows what the networks were given.", "It does not show what they saw in it."),
                        "Two rows of ten small images of noise.",
                        "./shatter data describe fashion-mnist-12k --pixels shuffled",
                        List.of()));
    }

    private static Section regularisers() {
        Table table = new Table(
                "accuracies",
                "Accuracy after fitting",
                List.of(
                        Table.Column.words("network"),
                        Table.Column.words("labels"),
                        Table.Column.numbers("parameters", ""),
                        Table.Column.numbers("train accuracy", "%"),
                        Table.Column.numbers("test accuracy", "%"),
                        Table.Column.numbers("time", "")),
                List.of(
                        row("inception-small", "true", 1649402, 1, 0.858, 0.851, 0.865, 312),
                        row("inception-small", "random", 1649402, 1, 0.0998, 0.094, 0.106, 745),
                        row("alexnet-small", "true", 1387786, 1, 0.7607, 0.752, 0.769, 98),
                        row("alexnet-small", "random", 1387786, 0.998, 0.0986, 0.093, 0.1045, 260),
                        row("mlp:512x3", "true", 1735178, 1, 0.5239, 0.514, 0.5336, 34.2),
                        row("mlp:512x3", "random", 1735178, 0.9934, 0.1048, 0.099, 0.111, 71)),
                "Intervals are Clopper–Pearson at 95 %, n = 10,000 test images; training accuracies are counts, not"
                        + " estimates.");
        return Section.of(
                "Regularisers are not what makes the difference",
                new Block.Paragraph("Explicit regularisation helps a little. It is neither necessary nor sufficient."),
                table,
                figure(
                        "accuracy-bars",
                        "Train accuracy on random labels, test accuracy on true ones",
                        SampleCharts.accuracyBars(),
                        "What fits noise best also generalises best.",
                        "Bars are 95 % confidence intervals.",
                        "3 seeds.",
                        "Pairs of bars for four networks: all near 100 percent on random labels, between 52 and 86"
                                + " percent on the test set."),
                figure(
                        "facets",
                        "Accuracy against epochs, four networks",
                        SampleCharts.facets(),
                        "Deeper networks fit random labels sooner.",
                        "Accuracy on the whole training set.",
                        "1 seed.",
                        "Four panels, each with a curve that rises at once, one that rises slowly, and one that stays"
                                + " below 60 percent."),
                new Table(
                        "verdicts",
                        "Claims",
                        List.of(
                                Table.Column.words("claim"),
                                Table.Column.words("verdict"),
                                Table.Column.numbers("effect", "points"),
                                Table.Column.numbers("p", "")),
                        List.of(
                                List.of(
                                        Cell.words("Networks fit random labels"),
                                        Cell.badge(Badge.HOLDS),
                                        Cell.estimate(99.6, 99.3, 99.9),
                                        Cell.words(NumberText.pValue(1e-9))),
                                List.of(
                                        Cell.words("Weight decay is necessary to generalise"),
                                        Cell.badge(Badge.FAILS),
                                        Cell.estimate(1.8, 1.1, 2.5),
                                        Cell.words(NumberText.pValue(0.4))),
                                List.of(
                                        Cell.words("Early stopping helps when labels are true"),
                                        Cell.badge(Badge.UNDECIDED),
                                        Cell.estimate(0.3, -0.4, 1.0),
                                        Cell.words(NumberText.pValue(0.31)))),
                        "Paired over seeds, Holm’s correction over the study’s claims."));
    }

    private static Section certificates() {
        return Section.of(
                "Most bounds say nothing",
                figure(
                        "certificates",
                        "Upper bounds on the risk of one network",
                        SampleCharts.certificates(),
                        "Four of six bounds are below chance, two of them close to the measured risk.",
                        "Each at confidence 95 %; hatched where a bar passes chance level.",
                        "One network, 60,000 training and 10,000 test images.",
                        "Level bars: test set 0.021, data-dependent PAC-Bayes 0.027, compression 0.18, PAC-Bayes 0.36,"
                                + " and two that reach the end of the axis."),
                figure(
                        "margins",
                        "Margins of training images",
                        SampleCharts.margins(),
                        "Margins are larger with true labels.",
                        "Margin over the spectral norm product.",
                        "4,000 images, 1 seed.",
                        "Two histograms: random labels around 0.9, true labels around 2.6."));
    }

    private static Section measures() {
        return Section.of(
                "Measures of complexity",
                figure(
                        "kendall",
                        "Rank correlation of measures with the generalisation gap",
                        SampleCharts.kendall(),
                        "No measure ranks all variations rightly.",
                        "Kendall’s τ over networks that differ in one hyper-parameter.",
                        "216 networks.",
                        "A table of coloured cells, five measures by six hyper-parameters, of both signs."),
                figure(
                        "scatter",
                        "Gap against norm",
                        SampleCharts.scatter(),
                        "The norm grows with the gap on true labels and says nothing on random ones.",
                        "Product of spectral norms after training.",
                        "40 networks each.",
                        "Two clouds: one rising from 20 to 50 points, one level at 85."));
    }

    private static Figure figure(
            String id, String title, Chart chart, String finding, String method, String sample, String alternative) {
        return new Figure(
                id,
                title,
                Picture.of(chart),
                new Figure.Caption(finding, method, sample),
                new Figure.Reading(
                        "It shows how such a figure looks in a report.",
                        "It does not show a measurement: the numbers are invented."),
                alternative,
                "./shatter train --data fashion-mnist-12k --subset 2000 --net alexnet-small --labels random"
                        + " --until train-accuracy=1.0 --seed 1",
                List.of("3f1c0a94d2be", "9a0d7c41be25"));
    }

    private static List<Cell> row(
            String network,
            String labels,
            long parameters,
            double train,
            double test,
            double low,
            double high,
            double s) {
        return List.of(
                Cell.words(network),
                Cell.words(labels),
                Cell.count(parameters),
                Cell.fixed(100 * train, 1),
                Cell.percent(test, low, high),
                Cell.seconds(s));
    }

    static byte[] noise() {
        BufferedImage image = new BufferedImage(120, 24, BufferedImage.TYPE_INT_RGB);
        Chance chance = Chance.of(7, "noise");
        for (int y = 0; y < 24; y++) {
            for (int x = 0; x < 120; x++) {
                int grey = (int) Math.max(0, Math.min(255, 128 + 50 * chance.nextGaussian()));
                image.setRGB(x, y, grey * 0x010101);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
