package dev.shatter.measure.norm;

import dev.shatter.measure.Cost;
import dev.shatter.measure.Line;
import dev.shatter.measure.Measure;
import dev.shatter.measure.Need;
import dev.shatter.measure.Outputs;
import dev.shatter.measure.Reading;
import dev.shatter.measure.Subject;
import dev.shatter.measure.WeightLayer;
import dev.shatter.measure.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The distribution of training margins, as it is and over four normalisers; the inverse squared margin. */
public final class MarginMeasures {
    /** Quantiles stored with every distribution. */
    private static final double[] QUANTILES = {0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1};

    private static final String READING =
            "the value is the 10th percentile; on random labels the distribution lies further left";
    private static final String PITFALL = "margins of misclassified examples are negative and stay so";

    private MarginMeasures() {}

    public static List<Measure> all() {
        List<Measure> all = new ArrayList<>();
        all.add(Line.of("inverse-margin", "inverse squared margin", "1 / g^2", "1 / logit^2", s -> {
                    double g = NormMeasures.margin(s);
                    return Reading.exact(1 / (g * g)).n(s.n());
                })
                .costs(Cost.FORWARD)
                .needs(Need.TRAIN)
                .scale(Measure.Scale.ROOT)
                .from("Jiang et al. 2020, arXiv:1912.02178"));
        all.add(margins("margins", "training margins", "m_i = f_y - max_{j != y} f_j", "logit", s -> 1));
        all.add(margins(
                        "margins-over-prod-of-spec",
                        "training margins over the product of spectral norms",
                        "m_i / prod ||W_i||_2",
                        "1",
                        s -> product(s, WeightLayer::spectral))
                .reads(Weights.MATRICES)
                .costs(Cost.WEIGHTS));
        all.add(margins(
                        "margins-over-prod-of-fro",
                        "training margins over the product of Frobenius norms",
                        "m_i / prod ||W_i||_F",
                        "1",
                        s -> product(s, layer -> Math.sqrt(layer.frobeniusSquared())))
                .reads(Weights.MATRICES)
                .costs(Cost.WEIGHTS));
        all.add(margins(
                        "margins-over-path-norm",
                        "training margins over the path norm",
                        "m_i / path-norm",
                        "1",
                        s -> PathNorms.of(s.wide(), 2))
                .reads(Weights.FOLDED)
                .costs(Cost.WEIGHTS));
        all.add(margins(
                        "margins-over-spectral-complexity",
                        "spectrally normalised training margins",
                        "m_i n / (R_A ||X||)",
                        "1",
                        s -> SpectralMeasures.complexity(s, false) * SpectralMeasures.inputNorm(s) / s.n())
                .reads(Weights.MATRICES)
                .costs(Cost.WEIGHTS)
                .from("Bartlett, Foster and Telgarsky 2017, arXiv:1706.08498"));
        return all;
    }

    private static Line margins(
            String name, String summary, String formula, String unit, ToDoubleFunction<Subject> normaliser) {
        return Line.of(name, summary + ", 10th percentile", formula, unit, s -> {
                    double by = normaliser.applyAsDouble(s);
                    Outputs outputs = s.outputs();
                    Map<String, Double> quantiles = new LinkedHashMap<>();
                    for (double q : QUANTILES) {
                        quantiles.put(
                                String.format(java.util.Locale.ROOT, "q%03d", Math.round(100 * q)),
                                outputs.marginQuantile(q) / by);
                    }
                    return Reading.exact(outputs.marginQuantile(0.1) / by)
                            .n(s.n())
                            .details(quantiles);
                })
                .costs(Cost.FORWARD)
                .needs(Need.TRAIN)
                .reading(READING)
                .pitfall(PITFALL);
    }

    public static double product(Subject subject, ToDoubleFunction<WeightLayer> norm) {
        double log = 0;
        for (WeightLayer layer : subject.layers()) {
            log += Math.log(norm.applyAsDouble(layer));
        }
        return Math.exp(log);
    }
}
