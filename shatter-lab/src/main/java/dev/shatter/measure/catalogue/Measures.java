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
import dev.shatter.run.Measurement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All measures by family, in the order of the reference page. */
public final class Measures {
    /** Measures of one kind. */
    public record Family(String title, List<Measure> measures) {
        public Family {
            measures = List.copyOf(measures);
        }
    }

    public static final List<Family> FAMILIES = List.of(
            new Family("Outputs", OutputMeasures.all()),
            new Family("Margins", MarginMeasures.all()),
            new Family("Norms and distances of the weights", NormMeasures.all()),
            new Family("Path norms", PathNorms.all()),
            new Family("Spectral norms and ranks", SpectralMeasures.all()),
            new Family("Spectra of the weights", SpectrumMeasures.all()),
            new Family("Flatness by random noise", FlatnessMeasures.all()),
            new Family("Sharpness by search", SharpnessMeasures.all()),
            new Family("Gradients, curvature, speed of training", GradientMeasures.all()),
            new Family("Second derivatives", CurvatureMeasures.all()),
            new Family("Capacity", CapacityMeasures.all()),
            new Family("Stability", StabilityMeasures.all()),
            new Family("Critical samples", CriticalSamples.all()),
            new Family("Single examples", ExampleMeasures.all()));

    public static final Catalogue<Measure> CATALOGUE = Catalogue.of(
            "measure",
            FAMILIES.stream().flatMap(family -> family.measures().stream()).toArray(Measure[]::new));

    private Measures() {}

    /** What was measured, under its families' titles in their order; families without a value are left out. */
    public static Map<String, List<Measurement>> byFamily(List<Measurement> measurements) {
        Map<String, List<Measurement>> families = new LinkedHashMap<>();
        for (Family family : FAMILIES) {
            var names = family.measures().stream().map(Measure::name).collect(Collectors.toSet());
            List<Measurement> own = measurements.stream()
                    .filter(m -> m.measured() && names.contains(m.name()))
                    .toList();
            if (!own.isEmpty()) {
                families.put(family.title(), own);
            }
        }
        return families;
    }
}
