package dev.shatter.kernel;

import dev.shatter.core.Catalogue;

/** The catalogue of kernels. */
public final class Kernels {
    public static final Catalogue<Kernel> CATALOGUE =
            Catalogue.of("kernel", new Gaussian(), new Laplacian(), new Polynomial(), new ArcCosine());

    private Kernels() {}
}
