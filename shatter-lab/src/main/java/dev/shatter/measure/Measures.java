package dev.shatter.measure;

import dev.shatter.core.Catalogue;
import java.util.List;
import java.util.stream.Stream;

/** All measures, in the order of the reference page. */
public final class Measures {
    public static final Catalogue<Measure> CATALOGUE = Catalogue.of(
            "measure",
            Stream.of(
                            OutputMeasures.all(),
                            MarginMeasures.all(),
                            NormMeasures.all(),
                            PathNorms.all(),
                            SpectralMeasures.all(),
                            SpectrumMeasures.all(),
                            FlatnessMeasures.all(),
                            SharpnessMeasures.all(),
                            GradientMeasures.all(),
                            CapacityMeasures.all(),
                            StabilityMeasures.all(),
                            CriticalSamples.all(),
                            ExampleMeasures.all())
                    .flatMap(List::stream)
                    .toArray(Measure[]::new));

    private Measures() {}
}
