package dev.shatter.network;

import dev.shatter.core.Catalogue;
import dev.shatter.core.Variant;
import dev.shatter.data.Shape;

/** The network families. */
public final class Networks {
    /** All of them. */
    public static final Catalogue<NetworkFamily> CATALOGUE = Catalogue.of(
            "network",
            new Linear(),
            new Mlp(),
            new SmallAlexNet(),
            new SmallInception(),
            new ConvNet(),
            new ResNet(),
            new InceptionV3());

    private Networks() {}

    /** The architecture a variant names, for data of this shape. */
    public static Architecture architecture(Variant variant, Shape input, int classes) {
        return CATALOGUE.get(variant).architecture(variant, input, classes);
    }

    /** The architecture a reference such as {@code mlp:512x3} names. */
    public static Architecture architecture(String reference, Shape input, int classes) {
        return architecture(CATALOGUE.parse(reference), input, classes);
    }
}
