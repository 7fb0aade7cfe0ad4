package dev.shatter.measure.norm;

import dev.shatter.core.Chance;
import dev.shatter.measure.Cost;
import dev.shatter.measure.Line;
import dev.shatter.measure.Measure;
import dev.shatter.measure.Reading;
import dev.shatter.measure.Subject;
import dev.shatter.measure.Unmeasurable;
import dev.shatter.measure.WeightLayer;
import dev.shatter.measure.Weights;
import dev.shatter.stats.MarchenkoPastur;
import dev.shatter.stats.PowerLawFit;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.bytedeco.pytorch.global.torch;

/**
 * Spectra of weight matrices in the light of random matrices: eigenvalues of WᵀW/N, N the longer side, against the law of
 * Marchenko and Pastur and against power laws. Layers whose shorter side is under 50 are left out.
 */
public final class SpectrumMeasures {
    /** Shorter side under which a spectrum says nothing. */
    private static final int SMALLEST = 50;

    /** Synthetic samples of the goodness of fit: p-values to ± 0.05. */
    private static final int BOOTSTRAP = 100;

    private static final String SOURCE =
            "Martin and Mahoney 2021, arXiv:1810.01075; fit of Clauset, Shalizi and Newman" + " 2009, arXiv:0706.1062";

    private SpectrumMeasures() {}

    public static List<Measure> all() {
        return List.of(
                line("alpha-power-law", "mean power-law exponent of the layers' spectra", "mean_l alpha_l", s -> {
                            List<Layer> layers = layers(s);
                            Map<String, Double> parts = new LinkedHashMap<>();
                            List<String> doubtful = new ArrayList<>();
                            for (Layer layer : layers) {
                                layer.describe(parts);
                                if (layer.noBetterThanShuffled()) {
                                    doubtful.add(layer.name());
                                }
                            }
                            return Reading.exact(
                                            mean(layers, layer -> layer.fit().alpha()))
                                    .details(parts)
                                    .note(
                                            doubtful.isEmpty()
                                                    ? ""
                                                    : "no better than for the shuffled matrix: "
                                                            + String.join(", ", doubtful));
                        })
                        .reading(
                                "2 to 6 in well trained networks, larger near random matrices, under 2 over-correlated;"
                                        + " bands are heuristic")
                        .pitfall("a fit always gives a number: look at its p-value and at the shuffled matrix"),
                line("alpha-hat", "weighted power-law exponent", "mean_l alpha_l log10 lambda_max,l of W^T W", s -> {
                            List<Layer> layers = layers(s);
                            return Reading.exact(PowerLawFit.alphaHat(
                                    layers.stream()
                                            .mapToDouble(l -> l.fit().alpha())
                                            .toArray(),
                                    layers.stream()
                                            .mapToDouble(l -> l.largest() * l.longer())
                                            .toArray()));
                        })
                        .pitfall("depends on the normalisation of W^T W: here none, as weightwatcher has it"),
                line(
                                "mp-spikes",
                                "eigenvalues above the Marchenko-Pastur edge",
                                "sum_l #{lambda > edge (1 + M^(-2/3))}",
                                s -> Reading.exact(layers(s).stream()
                                        .mapToDouble(Layer::spikes)
                                        .sum()))
                        .reading("directions that noise of the same variance does not explain"),
                line(
                                "mp-softrank",
                                "Marchenko-Pastur edge over the largest eigenvalue, mean over layers",
                                "mean_l min(1, edge_l / lambda_max,l)",
                                s -> Reading.exact(mean(layers(s), l -> Math.min(1, l.edge() / l.largest()))))
                        .reading("1: like noise; near 0: dominated by few directions"));
    }

    private static Line line(String name, String summary, String formula, Function<Subject, Reading> act) {
        return Line.of(name, summary, formula, "1", act)
                .costs(Cost.WEIGHTS)
                .reads(Weights.MATRICES)
                .from(SOURCE);
    }

    /** A layer's spectrum, largest first, and what was fitted to it. */
    public record Layer(
            String name,
            double[] eigenvalues,
            long longer,
            MarchenkoPastur law,
            double spikes,
            PowerLawFit fit,
            double goodness,
            PowerLawFit shuffled) {
        public double largest() {
            return eigenvalues[0];
        }

        double edge() {
            return law.high();
        }

        public boolean noBetterThanShuffled() {
            return fit.distance() >= shuffled.distance();
        }

        void describe(Map<String, Double> parts) {
            parts.put(name + ".alpha", fit.alpha());
            parts.put(name + ".alphaError", fit.standardError());
            parts.put(name + ".distance", fit.distance());
            parts.put(name + ".goodness", goodness);
            parts.put(name + ".alphaShuffled", shuffled.alpha());
            parts.put(name + ".distanceShuffled", shuffled.distance());
            parts.put(name + ".edge", edge());
            parts.put(name + ".largest", largest());
        }
    }

    private static List<Layer> layers(Subject subject) {
        List<Layer> found = SpectrumMeasures.fits(subject);
        if (found.isEmpty()) {
            throw new Unmeasurable("no layer has a shorter side of 50 or more");
        }
        return found;
    }

    /** Spectra of all layers that are large enough, with their fits; computed once a subject. */
    public static List<Layer> fits(Subject subject) {
        return subject.derived(Fits.class, s -> new Fits(fit(s))).layers();
    }

    private record Fits(List<Layer> layers) {}

    private static List<Layer> fit(Subject subject) {
        List<Layer> layers = new ArrayList<>();
        for (WeightLayer layer : subject.layers()) {
            if (Math.min(layer.rows(), layer.columns()) >= SMALLEST) {
                layers.add(fit(layer, subject.seed()));
            }
        }
        return layers;
    }

    private static Layer fit(WeightLayer layer, long seed) {
        long longer = Math.max(layer.rows(), layer.columns());
        long shorter = Math.min(layer.rows(), layer.columns());
        double[] eigenvalues = eigenvalues(layer.singular(), longer);
        MarchenkoPastur law =
                MarchenkoPastur.of((double) longer / shorter, layer.frobeniusSquared() / ((double) longer * shorter));
        // Fluctuations of the largest eigenvalue of a random matrix are of this relative order (Tracy and Widom).
        double limit = law.high() * (1 + Math.pow(shorter, -2.0 / 3));
        double[] positive = positive(eigenvalues);
        PowerLawFit fit = PowerLawFit.of(positive);
        return new Layer(
                layer.name(),
                eigenvalues,
                longer,
                law,
                Arrays.stream(eigenvalues).filter(e -> e > limit).count(),
                fit,
                fit.goodness(positive, BOOTSTRAP, Chance.of(seed, "measure", "goodness", layer.name())),
                PowerLawFit.of(positive(eigenvalues(shuffledSingular(layer, seed), longer))));
    }

    private static double[] eigenvalues(double[] singular, long longer) {
        return Arrays.stream(singular).map(s -> s * s / longer).toArray();
    }

    private static double[] positive(double[] eigenvalues) {
        // Zeros up to rounding: directions the matrix does not have.
        double floor = eigenvalues[0] * 1e-12;
        return Arrays.stream(eigenvalues).filter(e -> e > floor).toArray();
    }

    private static double[] shuffledSingular(WeightLayer layer, long seed) {
        try (StepScope scope = StepScope.open()) {
            double[] values = Tensors.doubles(layer.matrix());
            int[] order = Chance.of(seed, "measure", "shuffle", layer.name()).permutation(values.length);
            double[] shuffled = new double[values.length];
            for (int i = 0; i < values.length; i++) {
                shuffled[i] = values[order[i]];
            }
            return Tensors.doubles(torch.linalg_svdvals(Tensors.of(shuffled, layer.rows(), layer.columns())));
        }
    }

    private static double mean(List<Layer> layers, ToDoubleFunction<Layer> value) {
        return layers.stream().mapToDouble(value).average().orElse(Double.NaN);
    }
}
