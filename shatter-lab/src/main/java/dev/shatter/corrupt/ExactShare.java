package dev.shatter.corrupt;

import dev.shatter.core.Chance;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;
import java.util.List;

/**
 * Exactly round(p n) of the n training labels, chosen uniformly, are replaced by another class, all equally likely.
 *
 * <p>With the same seed a larger p changes the same labels to the same classes, and more. Labels are exchangeable, not
 * independent: that one was changed makes it less likely that another was. Theorems about independent draws do not cover
 * them.
 */
final class ExactShare implements LabelCorruption {
    @Override
    public String name() {
        return "exact";
    }

    @Override
    public String summary() {
        return "an exact share of the training labels replaced by another class";
    }

    @Override
    public String source() {
        return "";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.number(
                "p", null, 0, 1, "share of the labels that change: p n of them, rounded to a whole number"));
    }

    @Override
    public String example() {
        return name() + ":0.5";
    }

    @Override
    public String words(Variant options) {
        return "a share of " + options.number("p") + ", no more and no less, replaced by another class";
    }

    @Override
    public LabelNoise noise(Variant options, int classes) {
        return LabelNoise.symmetric(options.number("p"), classes).dependent();
    }

    @Override
    public int[] labels(Dataset data, Variant options, long seed) {
        int classes = data.classes().size();
        int[] labels = data.train().labels().clone();
        int[] order = Chance.of(seed, "exact").permutation(labels.length);
        long changed = Math.round(options.number("p") * labels.length);
        for (int j = 0; j < changed; j++) {
            int i = order[j];
            int others = Chance.of(seed, "exact", "train", i).nextInt(classes - 1);
            labels[i] = others < labels[i] ? others : others + 1;
        }
        return labels;
    }
}
