package dev.shatter.study;

import dev.shatter.core.Chance;
import dev.shatter.run.Trace;
import dev.shatter.spec.Spec;
import dev.shatter.sweep.InventedLab;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Invented networks: what they can do is set here, and a study has to find it out. Ten classes, chance 0.1.
 *
 * @param memorises whether they can fit labels that carry no information
 * @param learns whether true labels teach them anything about the test set
 * @param leaks test accuracy on random labels beyond chance: a fault of the experiment
 * @param augmentation what random crops add to the test accuracy
 */
public record Nature(boolean memorises, boolean learns, double leaks, double augmentation)
        implements Function<Spec, InventedLab.Invention> {
    /** As Zhang et al. 2017 report it. */
    public static final Nature AS_PUBLISHED = new Nature(true, true, 0, 0.035);

    private static final List<String> COLUMNS = List.of("epoch", "step", "trainLoss", "trainAccuracy", "testAccuracy");

    public Nature withoutMemory() {
        return new Nature(false, learns, leaks, augmentation);
    }

    public Nature withoutLearning() {
        return new Nature(memorises, false, leaks, augmentation);
    }

    public Nature leaking(double by) {
        return new Nature(memorises, learns, by, augmentation);
    }

    public Nature augmented(double gain) {
        return new Nature(memorises, learns, leaks, gain);
    }

    @Override
    public InventedLab.Invention apply(Spec spec) {
        Chance chance = Chance.of(spec.whole("seed-init"), "nature", spec.canonical());
        double noise = corruption(spec);
        double p = noise * (spec.variant("pixels").name().equals("true") ? 1 : 0.3);
        double pixels = switch (spec.variant("pixels").name()) {
            case "shuffled" -> 0.1;
            case "random" -> 0.3;
            case "gaussian" -> 0.2;
            default -> 0;
        };
        boolean fits = memorises || (p < 0.05 && pixels < 0.05);
        double time = 8 * (1 + 2.5 * Math.max(noise, pixels)) * (1 + 0.02 * chance.nextGaussian());
        int epochs = fits ? (int) Math.round(time) + 1 : spec.integer("epochs");
        double signal = learns ? 0.7 * (1 - noise) * (pixels > 0.15 ? 0 : 1) : 0;
        double model = spec.variant("net").name().startsWith("cnn") ? 0.12 : 0;
        double test = 0.1
                + signal
                + model * (signal > 0 ? 1 : 0)
                + (noise == 1 ? leaks : 0)
                + gains(spec) * (signal > 0 ? 1 : 0);
        test += 0.004 * chance.nextGaussian();
        double train = fits ? 1 : Math.max(0.1, 1 - noise - pixels);
        TreeMap<String, Double> results = new TreeMap<>();
        results.put("trainAccuracy", train);
        results.put("testAccuracy", test);
        results.put("trainLoss", fits ? 0.001 : 1.5);
        results.put("gap", train - test);
        results.put("epochs", (double) epochs);
        results.put("epochsToFit", fits ? (double) epochs - 1 : Double.NaN);
        results.put("classes", 10.0);
        results.put("trainExamples", 1000.0);
        results.put("testExamples", 2000.0);
        results.put("seconds", 1.0);
        return new InventedLab.Invention(
                results,
                trace(epochs, train, test),
                List.of(InventedLab.measurement(
                        "certify-vc",
                        Double.POSITIVE_INFINITY,
                        Map.of("dimensionPerExample", 1e3 * (1 + 0.1 * chance.nextGaussian())))));
    }

    private double gains(Spec spec) {
        double gain = spec.variants("augment").isEmpty() ? 0 : augmentation;
        gain += spec.variant("optimizer").number("weight-decay") > 0 ? 0.012 : 0;
        return gain + (spec.variant("net").name().contains("bn=true") ? 0.037 : 0);
    }

    private static double corruption(Spec spec) {
        return switch (spec.variant("labels").name()) {
            case "random" -> 1;
            case "corrupt" -> spec.variant("labels").number("p");
            default -> 0;
        };
    }

    private static Trace trace(int epochs, double train, double test) {
        List<List<Double>> rows = new ArrayList<>();
        for (int e = 1; e <= epochs; e++) {
            double share = (double) e / epochs;
            rows.add(List.of(
                    (double) e,
                    20.0 * e,
                    2.3 * (1 - share * train),
                    0.1 + (train - 0.1) * share,
                    0.1 + (test - 0.1) * share));
        }
        return new Trace(COLUMNS, rows);
    }
}
