package dev.shatter.corrupt;

import dev.shatter.core.Catalogue;
import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;

/** The catalogue of pixel corruptions; they apply to vectors as well, feature by feature. */
public final class PixelCorruptions {
    public static final Catalogue<Corruption> CATALOGUE = Catalogue.of(
            "pixel corruption", new TruePixels(), new ShuffledPixels(), new RandomPixels(), new GaussianPixels());

    private PixelCorruptions() {}

    /** Applies the corruption a variant names. */
    public static Dataset apply(Dataset data, Variant variant, long seed) {
        return CATALOGUE.get(variant).apply(data, variant, seed);
    }
}
