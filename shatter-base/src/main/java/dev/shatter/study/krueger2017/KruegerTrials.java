package dev.shatter.study.krueger2017;

import dev.shatter.study.Design;
import dev.shatter.study.Scale;
import dev.shatter.study.Settings;
import dev.shatter.study.Trial;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which runs the study takes, at each scale. All networks are perceptrons with two hidden layers of one width; they
 * count as one network, and the width is a condition.
 */
final class KruegerTrials {
    static final String NETWORK = "two-layer perceptron";

    /** Fraction of labels replaced, finding 1. */
    static final double NOISE = 0.6;

    /** Fraction of labels replaced where patterns and noise compete. */
    static final double MIXTURE = 0.4;

    static final List<Double> DROPOUT = List.of(0.2, 0.5, 0.8);
    static final List<Double> DECAY = List.of(5e-4, 5e-3, 5e-2);

    /** Sizes of a scale: of networks for finding 1, of networks and samples for findings 2 and 3. */
    private record Sizes(
            List<Integer> capacity, int width, List<Integer> widths, int examples, List<Integer> samples) {}

    /** Largest eigenvalue of the Hessian of the training loss. */
    static final String CURVATURE = "hessian-top";

    /** Share of test inputs next to a decision boundary. */
    static final String CRITICAL = "critical-sample-ratio-3";

    /** Excess variance of the examples' error rates over 100 initialisations. */
    static final String EASY = "easy-examples";

    /** Inequality of the examples' weight in the loss. */
    static final String SENSITIVITY = "loss-sensitivity-gini";

    /** Seeds at laptop scale: ten decide among thirteen claims, since 13 · 2 · 2⁻¹⁰ < 0.05. */
    private static final int FEW = 10;

    /** Where ten seeds gave now HOLDS, now UNDECIDED: effects of one standard deviation between seeds. */
    private static final int SOME = 20;

    /** The same for slopes in the size of the sample, whose effect is half a standard deviation. */
    private static final int MANY = 50;

    private final Settings settings;
    private final Sizes sizes;
    private final Design design;

    KruegerTrials(Settings settings) {
        this.settings = settings;
        this.sizes = sizes(settings.scale());
        this.design = new Design(settings, common());
    }

    static List<Integer> capacity(Scale scale) {
        return sizes(scale).capacity();
    }

    private static Sizes sizes(Scale scale) {
        return switch (scale) {
            case SMOKE -> new Sizes(List.of(4, 16, 64), 64, List.of(16, 32, 64), 60, List.of(20, 40, 60));
            case LAPTOP -> new Sizes(List.of(8, 32, 128, 512), 256, List.of(64, 128, 256), 500, List.of(125, 250, 500));
            case PAPER ->
                new Sizes(
                        List.of(16, 64, 256, 1024, 4096),
                        4096,
                        List.of(512, 1024, 2048, 4096),
                        50_000,
                        List.of(1000, 5000, 10_000, 50_000));
        };
    }

    List<Trial> all() {
        int few = seeds(FEW);
        int some = seeds(SOME);
        int many = seeds(MANY);
        for (int width : sizes.capacity()) {
            add("capacity", "clean-" + width, width, sizes.examples(), some, Map.of());
            add("capacity", "noisy-" + width, width, sizes.examples(), some, Map.of("labels", "corrupt:" + NOISE));
        }
        kinds("time", few, Map.of());
        kinds("curvature", few, Map.of(), CURVATURE, CRITICAL);
        // As in the paper: what is easy shows after one epoch.
        kinds("first-epoch", few, Map.of("epochs", 1), EASY, SENSITIVITY, CRITICAL);
        for (int n : sizes.samples()) {
            add("samples", "real-" + n, sizes.width(), n, many, Map.of());
            add("samples", "noise-" + n, sizes.width(), n, many, Map.of("labels", "random"));
        }
        for (int width : sizes.widths()) {
            add("widths", "real-" + width, width, sizes.examples(), some, Map.of());
            add("widths", "noise-" + width, width, sizes.examples(), some, Map.of("labels", "random"));
        }
        add("patterns", "mixture", sizes.width(), sizes.examples(), few, Map.of("labels", "corrupt:" + MIXTURE));
        regularised("none", some, Map.of());
        DROPOUT.forEach(rate -> regularised("dropout-" + rate, some, Map.of("dropout", rate)));
        DECAY.forEach(decay -> regularised("decay-" + decay, some, Map.of("weight-decay", decay)));
        return design.trials();
    }

    /** Real data, random labels (randY), Gaussian inputs (randX). */
    private void kinds(String part, int seeds, Map<String, Object> fields, String... measures) {
        add(part, "real", sizes.width(), sizes.examples(), seeds, fields, measures);
        add(part, "noise-labels", sizes.width(), sizes.examples(), seeds, with(fields, "labels", "random"), measures);
        add(part, "noise-inputs", sizes.width(), sizes.examples(), seeds, with(fields, "pixels", "gaussian"), measures);
    }

    private static Map<String, Object> with(Map<String, Object> fields, String name, Object value) {
        Map<String, Object> more = new TreeMap<>(fields);
        more.put(name, value);
        return more;
    }

    private void regularised(String name, int seeds, Map<String, Object> fields) {
        add("regularisers", "real-" + name, sizes.width(), sizes.examples(), seeds, fields);
        add("regularisers", "noise-" + name, sizes.width(), sizes.examples(), seeds, with(fields, "labels", "random"));
    }

    private void add(
            String part,
            String condition,
            int width,
            int examples,
            int seeds,
            Map<String, Object> fields,
            String... measures) {
        Map<String, Object> all = new TreeMap<>(fields);
        all.put("net", "mlp:" + width + "x2");
        all.put("subset", examples);
        design.add(part, condition, NETWORK, seeds, all, measures);
    }

    private int seeds(int laptop) {
        return switch (settings.scale()) {
            case SMOKE -> 1;
            case LAPTOP -> laptop;
            case PAPER -> 3;
        };
    }

    private Map<String, Object> common() {
        Map<String, Object> fields = new TreeMap<>();
        fields.put("labels", "true");
        fields.put("pixels", "true");
        fields.put("optimizer", "sgd");
        fields.put("weight-decay", 0.0);
        fields.put("schedule", "constant");
        fields.put("until", "train-accuracy:1.0");
        if (settings.scale() == Scale.PAPER) {
            // The paper: MNIST, plain SGD at 0.01. Batch size is not stated; 128 as elsewhere here.
            fields.put("data", settings.dataOr("mnist"));
            fields.put("lr", 0.01);
            fields.put("momentum", 0.0);
            fields.put("batch", 128);
            fields.put("epochs", 1000);
        } else {
            boolean smoke = settings.scale() == Scale.SMOKE;
            fields.put("data", settings.dataOr("fashion-mnist-12k"));
            fields.put("test-subset", smoke ? 100 : 1000);
            // Momentum 0.9 in place of plain SGD: a tenth of the steps.
            fields.put("lr", smoke ? 0.05 : 0.01);
            fields.put("momentum", 0.9);
            fields.put("scaling", "whiten");
            fields.put("batch", smoke ? 20 : 50);
            // Twice what random labels take at these sizes.
            fields.put("epochs", smoke ? 25 : 100);
        }
        return fields;
    }
}
