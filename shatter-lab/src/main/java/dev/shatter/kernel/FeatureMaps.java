package dev.shatter.kernel;

import dev.shatter.core.Catalogue;
import dev.shatter.core.Variant;

/** The catalogue of feature maps. */
public final class FeatureMaps {
    static final Catalogue<FeatureMap> CATALOGUE =
            Catalogue.of("feature map", new Pixels(), new Gabor(), new RandomFilters());

    private FeatureMaps() {}

    /** Reads a reference such as {@code pixels} or {@code random-conv:4096}. */
    public static Variant parse(String reference) {
        return CATALOGUE.parse(reference);
    }
}
