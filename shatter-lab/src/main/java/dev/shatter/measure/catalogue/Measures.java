package dev.shatter.measure.catalogue;

import dev.shatter.core.Catalogue;
import dev.shatter.measure.Measure;
import dev.shatter.measure.capacity.CapacityMeasures;
import dev.shatter.measure.capacity.StabilityMeasures;
import dev.shatter.measure.norm.MarginMeasures;
import dev.shatter.measure.norm.NormMeasures;
import dev.shatter.measure.norm.PathNorms;
import dev.shatter.measure.norm.SpectralMeasures;
import dev.shatter.measure.norm.SpectrumMeasures;
import dev.shatter.measure.output.CriticalSamples;
import dev.shatter.measure.output.ExampleMeasures;
import dev.shatter.measure.output.OutputMeasures;
import dev.shatter.measure.sharpness.CurvatureMeasures;
import dev.shatter.measure.sharpness.FlatnessMeasures;
import dev.shatter.measure.sharpness.GradientMeasures;
import dev.shatter.measure.sharpness.SharpnessMeasures;
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
                            CurvatureMeasures.all(),
                            CapacityMeasures.all(),
                            StabilityMeasures.all(),
                            CriticalSamples.all(),
                            ExampleMeasures.all())
                    .flatMap(List::stream)
                    .toArray(Measure[]::new));

    private Measures() {}
}
