package dev.shatter.corrupt;

import dev.shatter.core.Catalogue;
import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;

/** The catalogue of label corruptions. */
public final class LabelCorruptions {
    public static final Catalogue<LabelCorruption> CATALOGUE = Catalogue.of(
            "label corruption",
            new TrueLabels(),
            new RandomLabels(),
            new CorruptedLabels(),
            new ExactShare(),
            new NextClass(),
            new NoiseMatrix(),
            new InstanceNoise());

    private LabelCorruptions() {}

    /** What is known of the labels of K classes that a variant makes. */
    public static LabelNoise noise(Variant variant, int classes) {
        return CATALOGUE.get(variant).noise(variant, classes);
    }

    /** Applies the corruption a variant names. */
    public static Dataset apply(Dataset data, Variant variant, long seed) {
        return CATALOGUE.get(variant).apply(data, variant, seed);
    }
}
