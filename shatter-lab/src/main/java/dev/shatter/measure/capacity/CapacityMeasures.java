package dev.shatter.measure.capacity;

import dev.shatter.bound.RandomSigns;
import dev.shatter.bound.ReluVcDimension;
import dev.shatter.core.Chance;
import dev.shatter.measure.Cost;
import dev.shatter.measure.Line;
import dev.shatter.measure.Measure;
import dev.shatter.measure.Need;
import dev.shatter.measure.NoteNumber;
import dev.shatter.measure.Outputs;
import dev.shatter.measure.Reading;
import dev.shatter.measure.Retraining;
import dev.shatter.measure.Subject;
import dev.shatter.measure.Weights;
import dev.shatter.network.Network;
import dev.shatter.stats.Interval;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Capacity of the architecture, whatever the weights: the VC dimension, and Rademacher complexity by training on random signs. */
public final class CapacityMeasures {
    /** Draws of signs: the half-width falls with √(n k), so few suffice where n is in the thousands. */
    private static final int DRAWS = 3;

    /** δ' of the one-sided interval. */
    private static final double DELTA = 0.05;

    private CapacityMeasures() {}

    public static List<Measure> all() {
        return List.of(
                Line.of(
                                "vc-dimension",
                                "upper bound on the VC dimension of the class of errors",
                                "smallest m with sum_i (1 + W_i lg(2 e m k_i i / W_i)) < m, less 1; W_i parameters up to"
                                        + " layer i, k_i its units",
                                "points",
                                CapacityMeasures::dimension)
                        .costs(Cost.NOTHING)
                        .reads(Weights.NONE)
                        .reading(
                                "no sample so large can be labelled in all ways; nothing is implied about smaller ones")
                        .pitfall("far above n for every network in use: says nothing about what was learned")
                        .from("Bartlett, Harvey, Liaw and Mehrabian 2019, arXiv:1703.02930"),
                Line.of(
                                "random-signs",
                                "Rademacher complexity of the architecture with this training, from below",
                                "two classes: mean_r (1 - 2 err_r) on random signs; K: mean_r (1/n) sum s_i (1[h(x_i) != y_i] -"
                                        + " 1/2), labels with s_i = +1 replaced by a wrong one",
                                "1",
                                CapacityMeasures::signs)
                        .costs(Cost.TRAINING)
                        .needs(Need.TRAIN, Need.RETRAINING)
                        .reading("1 of two classes, 1/2 of more: everything is fitted, and no Rademacher bound of this"
                                + " architecture can be small; low is the one-sided 95 % limit")
                        .pitfall(
                                "from below only: a small value may mean that the training failed, never that the class is"
                                        + " small")
                        .from("McDiarmid 1989; Zhang et al. 2017, arXiv:1611.03530"));
    }

    private static Reading dimension(Subject subject) {
        ReluVcDimension dimension = VcDimension.of(subject.wide());
        Map<String, Double> parts = new TreeMap<>();
        parts.put("closedForm", dimension.closedForm());
        parts.put("growthForm", dimension.growthForm());
        parts.put("parameters", dimension.parameters());
        return Reading.exact(dimension.best()).details(parts);
    }

    private static Reading signs(Subject subject) {
        Retraining again = subject.retraining();
        int[] labels = again.labels();
        int n = labels.length;
        Map<String, Double> parts = new TreeMap<>();
        double mean = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            Chance chance = Chance.of(subject.seed(), "measure", "random-signs", draw);
            boolean[] positive = new boolean[n];
            int[] drawn = new int[n];
            for (int i = 0; i < n; i++) {
                positive[i] = chance.nextInt(2) == 1;
                drawn[i] = again.classes() == 2 ? (positive[i] ? 1 : 0) : wrong(labels[i], positive[i], again, chance);
            }
            double value;
            try (Network network = again.withLabels(drawn, Chance.seed(subject.seed(), "random-signs", draw))) {
                value = correlation(subject, network, labels, drawn, positive);
            }
            parts.put("draw" + (draw + 1), value);
            mean += value / DRAWS;
        }
        Interval interval = subject.classes() == 2
                ? RandomSigns.binary(mean, n, DRAWS, DELTA)
                : RandomSigns.multiclass(mean, n, DRAWS, DELTA);
        return Reading.searched(mean)
                .n(n)
                .between(interval.low(), Double.NaN)
                .details(parts)
                .note("with confidence 0.95 at least " + NoteNumber.text(interval.low()) + ", over " + DRAWS
                        + " draws");
    }

    private static int wrong(int label, boolean positive, Retraining again, Chance chance) {
        return positive ? (label + 1 + chance.nextInt(again.classes() - 1)) % again.classes() : label;
    }

    private static double correlation(Subject subject, Network network, int[] labels, int[] drawn, boolean[] positive) {
        int[] predicted = Outputs.of(network, subject.train()).predictions();
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            boolean right = predicted[i] == (subject.classes() == 2 ? drawn[i] : labels[i]);
            if (subject.classes() == 2) {
                sum += right ? 1 : -1;
            } else {
                sum += (positive[i] ? 1 : -1) * (right ? -0.5 : 0.5);
            }
        }
        return sum / labels.length;
    }
}
