package dev.shatter.report.chart;

import dev.shatter.core.Chance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Charts of every kind, with made-up numbers: what the tests draw and what the demonstration page shows. */
public final class SampleCharts {
    private SampleCharts() {}

    public static Map<String, Chart> all() {
        Map<String, Chart> all = new LinkedHashMap<>();
        all.put("learning-curves", learningCurves());
        all.put("convergence", convergence());
        all.put("test-error", testError());
        all.put("certificates", certificates());
        all.put("accuracy-bars", accuracyBars());
        all.put("margins", margins());
        all.put("kendall", kendall());
        all.put("facets", facets());
        all.put("corruption-ramp", corruptionRamp());
        all.put("scatter", scatter());
        all.put("log-gap", logGap());
        return all;
    }

    /** In the shape of figure 1a of Zhang et al. 2017: five ways to zero loss. */
    public static Chart learningCurves() {
        Mark[] marks = {
            curve("true labels", Style.trueLabels(), 2.3, 900, 1),
            curve("random labels", Style.randomLabels(), 2.45, 5200, 3.2),
            curve("shuffled pixels", Style.shuffledPixels(), 2.35, 2300, 1.6),
            curve("random pixels", Style.randomPixels(), 2.35, 3100, 2.4),
            curve("Gaussian pixels", Style.gaussianPixels(), 2.4, 4000, 2.7)
        };
        return Chart.of(Panel.of(
                        Axis.linear("training steps", ""),
                        Axis.linear("training loss, mean over a batch", "nats").withZero(),
                        marks)
                .with(ReferenceLine.level(Math.log(10), "chance, ln 10")));
    }

    private static Mark curve(String name, Style style, double start, double scale, double power) {
        int n = 80;
        double[] x = new double[n];
        double[] y = new double[n];
        double[] low = new double[n];
        double[] high = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = 125.0 * i;
            y[i] = start * Math.exp(-Math.pow(x[i] / scale, power));
            low[i] = y[i] * 0.93;
            high[i] = y[i] * 1.06;
        }
        return Mark.Line.of(name, style, x, y).band(low, high);
    }

    /** As figure 1b: relative time to fit against corruption, three networks. */
    public static Chart convergence() {
        double[] p = {0, 0.2, 0.4, 0.6, 0.8, 1};
        return Chart.of(Panel.of(
                Axis.linear("label corruption", "probability"),
                Axis.linear("epochs to fit, relative to true labels", "").withZero(),
                seeds("Inception", 0, p, new double[] {1, 1.5, 1.9, 2.3, 2.55, 2.7}, 0.12),
                seeds("AlexNet", 1, p, new double[] {1, 1.45, 1.8, 2.15, 2.45, 2.62}, 0.1),
                seeds("MLP 1x512", 2, p, new double[] {1, 1.25, 1.42, 1.56, 1.66, 1.72}, 0.07)));
    }

    private static Mark seeds(String name, int index, double[] x, double[] y, double half) {
        double[] low = new double[y.length];
        double[] high = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            low[i] = y[i] - half;
            high[i] = y[i] + half;
        }
        return Mark.Line.of(name, Style.neutral(index), x, y).whiskers(low, high);
    }

    /** As figure 1c: test error of interpolating networks rises to chance. */
    public static Chart testError() {
        double[] p = {0, 0.2, 0.4, 0.6, 0.8, 1};
        return Chart.of(Panel.of(
                        Axis.linear("label corruption", "probability"),
                        Axis.linear("test error", "%").range(0, 100),
                        seeds("Inception", 0, p, new double[] {14, 31, 47, 65, 80, 90}, 1.2),
                        seeds("AlexNet", 1, p, new double[] {24, 41, 57, 71, 82, 90}, 1.4),
                        seeds("MLP 1x512", 2, p, new double[] {50, 61, 70, 78, 85, 90}, 0.9))
                .with(ReferenceLine.level(90, "chance 90 %")));
    }

    public static Chart certificates() {
        return Certificates.chart(
                "risk, upper bound at confidence 95 %",
                0.9,
                List.of(
                        new Certificates.Bound("Test set (Clopper–Pearson)", 0.0214),
                        new Certificates.Bound("PAC-Bayes, data-dependent prior", 0.027),
                        new Certificates.Bound("Compression and Occam", 0.179),
                        new Certificates.Bound("PAC-Bayes, prior at initialisation", 0.36),
                        new Certificates.Bound("Spectral norms and margins", 38214.0),
                        new Certificates.Bound("VC dimension", Double.POSITIVE_INFINITY)),
                List.of(ReferenceLine.upright(0.018, "measured 0.018").solid()));
    }

    public static Chart accuracyBars() {
        return Chart.of(Panel.of(
                                Axis.categories(
                                        "", List.of("Inception", "Inception w/o batch norm", "AlexNet", "MLP 3x512")),
                                Axis.linear("accuracy", "%").range(0, 100),
                                Mark.Bars.of("train, random labels", Style.randomLabels(), new double[] {
                                            100, 100, 99.8, 99.3
                                        })
                                        .whiskers(
                                                new double[] {99.9, 99.8, 99.6, 99.0},
                                                new double[] {100, 100, 99.9, 99.6}),
                                Mark.Bars.of("test, true labels", Style.trueLabels(), new double[] {
                                            85.8, 82.0, 76.1, 52.4
                                        })
                                        .whiskers(
                                                new double[] {85.1, 81.2, 75.3, 51.4},
                                                new double[] {86.5, 82.8, 76.9, 53.4}))
                        .with(ReferenceLine.level(10, "chance 10 %")))
                .sized(Chart.WIDTH, 320);
    }

    public static Chart margins() {
        Chance chance = Chance.of(7, "margins");
        double[] edges = new double[31];
        double[] correct = new double[30];
        double[] random = new double[30];
        for (int i = 0; i <= 30; i++) {
            edges[i] = -1 + 0.2 * i;
        }
        for (int i = 0; i < 4000; i++) {
            add(correct, edges, 2.6 + 0.8 * chance.nextGaussian());
            add(random, edges, 0.9 + 0.4 * chance.nextGaussian());
        }
        return Chart.of(Panel.of(
                        Axis.linear("normalised margin", ""),
                        Axis.linear("training images", ""),
                        new Mark.Histogram("true labels", Style.trueLabels(), edges, correct),
                        new Mark.Histogram("random labels", Style.randomLabels(), edges, random))
                .with(ReferenceLine.upright(0, "decision boundary")));
    }

    private static void add(double[] counts, double[] edges, double v) {
        for (int i = 0; i < counts.length; i++) {
            if (v >= edges[i] && v < edges[i + 1]) {
                counts[i]++;
            }
        }
    }

    public static Chart kendall() {
        List<String> measures = List.of("parameters", "path norm", "spectral norm", "sharpness", "margin");
        List<String> axes = List.of("width", "depth", "batch", "learning rate", "weight decay", "all");
        double[][] tau = new double[5][6];
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 6; j++) {
                tau[i][j] = Math.sin(1.3 * i + 0.9 * j) * 0.85;
            }
        }
        tau[2][3] = Double.NaN;
        return Chart.of(Panel.of(
                        Axis.categories("varied", axes),
                        Axis.categories("measure", measures),
                        new Mark.Heat("Kendall’s τ", tau, 2)))
                .sized(Chart.WIDTH, 300);
    }

    public static Chart facets() {
        List<Panel> panels = new ArrayList<>();
        String[] names = {"a  Inception", "b  AlexNet", "c  MLP 3x512", "d  MLP 1x512"};
        for (int k = 0; k < 4; k++) {
            panels.add(Panel.of(
                            Axis.linear("epoch", ""),
                            Axis.linear("accuracy", "%").range(0, 100),
                            accuracy("train, true labels", Style.trueLabels(), 3 + k, 100),
                            accuracy("train, random labels", Style.randomLabels(), 18 + 6 * k, 100),
                            accuracy("test, shuffled pixels", Style.shuffledPixels(), 4 + k, 58 - 4 * k))
                    .titled(names[k])
                    .with(ReferenceLine.level(10, "chance")));
        }
        return Chart.multiples(2, panels);
    }

    private static Mark accuracy(String name, Style style, double time, double end) {
        double[] x = new double[40];
        double[] y = new double[40];
        for (int i = 0; i < 40; i++) {
            x[i] = 2 * i;
            y[i] = 10 + (end - 10) * (1 - Math.exp(-Math.pow(2 * i / time, 1.5)));
        }
        return Mark.Line.of(name, style, x, y);
    }

    /** Many levels of corruption, whose line ends crowd. */
    public static Chart corruptionRamp() {
        List<Mark> marks = new ArrayList<>();
        for (int k = 0; k <= 5; k++) {
            double p = k / 5.0;
            double[] x = new double[60];
            double[] y = new double[60];
            for (int i = 0; i < 60; i++) {
                x[i] = i + 1;
                y[i] = 2.3 * Math.exp(-(i + 1) / (4 + 16 * p)) + 1e-5;
            }
            marks.add(Mark.Line.of("p = " + p, Style.corrupted(p), x, y));
        }
        return Chart.of(new Panel("", Axis.linear("epoch", ""), Axis.log("training loss", "nats"), marks, List.of()));
    }

    public static Chart scatter() {
        Chance chance = Chance.of(3, "scatter");
        double[] norms = new double[40];
        double[] gap = new double[40];
        double[] gap2 = new double[40];
        for (int i = 0; i < 40; i++) {
            norms[i] = Math.exp(2 + 0.12 * i);
            gap[i] = 20 + 0.8 * i + 3 * chance.nextGaussian();
            gap2[i] = 85 + 2 * chance.nextGaussian();
        }
        return Chart.of(Panel.of(
                Axis.log("product of spectral norms", ""),
                Axis.linear("generalisation gap", "percentage points").withZero(),
                Mark.Points.of("true labels", Style.trueLabels(), norms, gap),
                Mark.Points.of("random labels", Style.randomLabels(), norms, gap2)));
    }

    /** Log axis with zeros, gaps and a short range. */
    public static Chart logGap() {
        return Chart.of(Panel.of(
                        Axis.log("training examples", ""),
                        Axis.log("squared RKHS norm", ""),
                        Mark.Line.of(
                                "Gaussian kernel",
                                Style.neutral(0),
                                new double[] {100, 200, 500, 1000, 2000, 5000, 10000},
                                new double[] {0, 3e-7, 2e-5, Double.NaN, 4e-3, 0.3, 7})))
                .sized(400, 260);
    }
}
