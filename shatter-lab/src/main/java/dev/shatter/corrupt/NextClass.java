package dev.shatter.corrupt;

import dev.shatter.core.Chance;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;
import java.util.List;

/**
 * Each training label y becomes y + 1 mod K, independently with probability p: pair flipping.
 *
 * <p>With the same seed a larger p flips the same labels, and more.
 */
final class NextClass implements LabelCorruption {
    @Override
    public String name() {
        return "next-class";
    }

    @Override
    public String summary() {
        return "each training label replaced by the next class with probability p, the last class by the first";
    }

    @Override
    public String source() {
        return "Han et al. 2018, arXiv:1804.06872";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.number("p", null, 0, 1, "probability that a label changes"));
    }

    @Override
    public String example() {
        return name() + ":0.5";
    }

    @Override
    public String words(Variant options) {
        return "each replaced by the next class with probability " + options.number("p");
    }

    @Override
    public LabelNoise noise(Variant options, int classes) {
        double p = options.number("p");
        return new LabelNoise(1 - p, 1 - p, classes == 2 ? p : 0, p, true);
    }

    @Override
    public int[] labels(Dataset data, Variant options, long seed) {
        int[] labels = data.train().labels().clone();
        for (int i = 0; i < labels.length; i++) {
            if (Chance.of(seed, "next-class", "train", i).nextDouble() < options.number("p")) {
                labels[i] = (labels[i] + 1) % data.classes().size();
            }
        }
        return labels;
    }
}
