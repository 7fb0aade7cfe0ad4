package dev.shatter.train;

import dev.shatter.core.Catalogue;

/** The optimisers. */
public final class Optimizers {
    /** All of them. */
    public static final Catalogue<OptimizerFamily> CATALOGUE =
            Catalogue.of("optimizer", new Sgd(), new Adam("adam"), new Adam("adamw"));

    private Optimizers() {}
}
