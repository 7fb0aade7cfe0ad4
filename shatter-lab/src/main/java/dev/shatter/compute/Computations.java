package dev.shatter.compute;

import dev.shatter.core.Catalogue;

/** The computations. */
public final class Computations {
    public static final Catalogue<Computation> CATALOGUE = Catalogue.of(
            "computation",
            new CoinTails(),
            new CoinIntervals(),
            new SampleSizes(),
            new UnionBound(),
            new UniformConvergence(),
            new ExcessRisks(),
            new SgdStops(),
            new IntrinsicDimension(),
            new KnownManifolds(),
            new MonotoneLimit(),
            new WidthAndDepth(),
            new BarronRates(),
            new Islands(),
            new DepthTerms(),
            new FreeNorms(),
            new Descents(),
            new EarlyStopping(),
            new RegularisationPaths(),
            new NoisePenalties(),
            new DoubleDescents(),
            new KernelFits(),
            new Expressivity());

    private Computations() {}
}
