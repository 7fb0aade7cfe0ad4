package dev.shatter.kernel;

import dev.shatter.core.Catalogue;
import dev.shatter.core.Variant;

/** The catalogue of solvers. */
public final class Solvers {
    static final Catalogue<Solver> CATALOGUE = Catalogue.of("solver", new Direct(), new Nystrom());

    private Solvers() {}

    /** Reads {@code direct} or {@code nystrom:2000}. */
    public static Variant parse(String reference) {
        return CATALOGUE.parse(reference);
    }
}
