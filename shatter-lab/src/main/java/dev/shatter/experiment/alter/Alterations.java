package dev.shatter.experiment.alter;

import dev.shatter.core.Catalogue;

/** Ways to change a trained network, by name. */
public final class Alterations {
    public static final Catalogue<Alteration> CATALOGUE =
            Catalogue.of("alteration", new Rescaling(), new MagnitudePruning(), new Rounding());

    private Alterations() {}
}
