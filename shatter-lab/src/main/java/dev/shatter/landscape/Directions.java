package dev.shatter.landscape;

import dev.shatter.core.Catalogue;

/** Ways to choose directions in weight space, by name. */
public final class Directions {
    public static final Catalogue<DirectionFamily> CATALOGUE =
            Catalogue.of("directions", new RandomDirections(), new TopDirections(), new PrincipalDirections());

    private Directions() {}
}
