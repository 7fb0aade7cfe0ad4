package dev.shatter.measure.norm;

import dev.shatter.curvature.Eigenvalue;
import dev.shatter.measure.ConvolutionNorms;
import dev.shatter.measure.Cost;
import dev.shatter.measure.Line;
import dev.shatter.measure.Measure;
import dev.shatter.measure.Need;
import dev.shatter.measure.Reading;
import dev.shatter.measure.Subject;
import dev.shatter.measure.Unmeasurable;
import dev.shatter.measure.WeightLayer;
import dev.shatter.measure.Weights;
import dev.shatter.train.Examples;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Measures of the singular values of layers: spectral complexity, ranks, operator norms of convolutions. */
public final class SpectralMeasures {
    /** Most products with TᵀT. */
    private static final int STEPS = 200;

    /** Of the residual, relative to ‖T‖²: the norm's own error is at most half of it. */
    private static final double TOLERANCE = 1e-6;

    private static final int BLOCK = 1000;

    private SpectralMeasures() {}

    public static List<Measure> all() {
        return List.of(
                complexityLine("spectral-complexity", "spectral complexity with reference 0", "||W_i^T||_{2,1}", false),
                complexityLine(
                                "spectral-complexity-init",
                                "spectral complexity with the initialisation as reference",
                                "||W_i^T - W_i0^T||_{2,1}",
                                true)
                        .needs(Need.INITIAL),
                perLayer(
                                "stable-rank",
                                "mean stable rank of the layers",
                                "mean_i ||W_i||_F^2 / ||W_i||_2^2",
                                layer -> layer.frobeniusSquared() / (layer.spectral() * layer.spectral()))
                        .reading("how many directions a layer uses, weighted by their size; 1 to its rank"),
                perLayer(
                                "effective-rank",
                                "mean effective rank of the layers",
                                "mean_i exp(H(s / sum s))",
                                layer -> effectiveRank(layer.singular()))
                        .reading("exponential of the entropy of the normalised singular values")
                        .from("Roy and Vetterli 2007"),
                perLayer(
                                "numerical-rank",
                                "mean numerical rank of the layers",
                                "mean_i #{s > s_1 max(rows, columns) eps}",
                                layer -> numericalRank(layer))
                        .reading("singular values above the rounding of fp32, in which networks are trained"),
                perLayer("spectral-norm", "largest spectral norm of a layer", "max_i ||W_i||_2", WeightLayer::spectral)
                        .pitfall("of the reshaped kernel, not of the convolution: see conv-norm"),
                convolutions(
                                "conv-norm-fft",
                                "largest norm of a convolution as a circular operator",
                                "max_i max_w ||khat_i(w)||_2 on the layer's grid",
                                s -> layers(s, WeightLayer::operator))
                        .from("Sedghi, Gupta and Long 2019, arXiv:1805.10408"),
                convolutions(
                                "conv-norm-upper",
                                "largest upper bound of a convolution's norm, zero-padded and strided",
                                "max_i max_w ||khat_i(w)||_2 on the grid enlarged by k - 1",
                                s -> layers(
                                        s,
                                        layer -> ConvolutionNorms.upper(
                                                layer.kernel(), layer.geometry(), layer.place())))
                        .reading("never under the true norm: the one for certificates"),
                convolutions(
                                "conv-norm-power",
                                "largest norm of a convolution, zero-padded and strided, from below",
                                "max_i ||T_i||_2 by Lanczos on powers of T_i^T T_i",
                                SpectralMeasures::fromBelow)
                        .reading("a check of the two others: converges from below"));
    }

    private static Line complexityLine(String name, String summary, String distance, boolean initial) {
        return Line.of(
                        name,
                        summary,
                        "prod ||W_i||_2 (sum (" + distance + " / ||W_i||_2)^(2/3))^(3/2)",
                        "weight^L",
                        s -> Reading.exact(complexity(s, initial)))
                .costs(Cost.WEIGHTS)
                .reads(Weights.MATRICES)
                .reading("a Lipschitz constant, corrected for how far each layer is from its reference")
                .pitfall("of reshaped kernels and without biases: the certificate 'spectral' uses operators")
                .from("Bartlett, Foster and Telgarsky 2017, arXiv:1706.08498");
    }

    /** R_A; activations are 1-Lipschitz. */
    public static double complexity(Subject subject, boolean fromInitial) {
        subject.requireKnownLayers();
        double product = 0;
        double sum = 0;
        for (WeightLayer layer : subject.layers()) {
            product += Math.log(layer.spectral());
            sum += Math.pow(layer.rowNormSum(fromInitial) / layer.spectral(), 2.0 / 3);
        }
        return Math.exp(product + 1.5 * Math.log(sum));
    }

    /** ‖X‖ = √(Σ ‖x_i‖²) of the inputs as the network sees them. */
    public static double inputNorm(Subject subject) {
        Examples train = subject.train();
        double[] sums = train.sums(BLOCK, 1, batch -> new double[] {
            batch.inputs().to(ScalarType.Double).square().sum().item_double()
        });
        return Math.sqrt(sums[0]);
    }

    private static double effectiveRank(double[] singular) {
        double sum = Arrays.stream(singular).sum();
        double entropy = 0;
        for (double s : singular) {
            entropy -= s > 0 ? s / sum * Math.log(s / sum) : 0;
        }
        return Math.exp(entropy);
    }

    private static double numericalRank(WeightLayer layer) {
        // The usual threshold of numerical libraries, with the rounding unit of fp32.
        double threshold = layer.spectral() * Math.max(layer.rows(), layer.columns()) * Math.ulp(1f);
        return Arrays.stream(layer.singular()).filter(s -> s > threshold).count();
    }

    private static Line perLayer(String name, String summary, String formula, ToDoubleFunction<WeightLayer> value) {
        boolean largest = formula.startsWith("max");
        return Line.of(name, summary, formula, largest ? "weight" : "1", s -> {
                    Map<String, Double> parts = new LinkedHashMap<>();
                    s.layers().forEach(layer -> parts.put(layer.name(), value.applyAsDouble(layer)));
                    return Reading.exact(largest ? max(parts) : mean(parts)).details(parts);
                })
                .costs(Cost.WEIGHTS)
                .reads(Weights.MATRICES);
    }

    private static Line convolutions(
            String name, String summary, String formula, java.util.function.Function<Subject, Reading> act) {
        return Line.of(name, summary, formula, "1", s -> {
                    if (s.layers().stream().noneMatch(SpectralMeasures::isConvolution)) {
                        throw new Unmeasurable("the network has no convolution");
                    }
                    return act.apply(s);
                })
                .costs(Cost.WEIGHTS)
                .reads(Weights.OPERATORS);
    }

    private static boolean isConvolution(WeightLayer layer) {
        return layer.geometry().slides();
    }

    private static Reading layers(Subject subject, ToDoubleFunction<WeightLayer> norm) {
        Map<String, Double> parts = new LinkedHashMap<>();
        subject.layers().stream()
                .filter(SpectralMeasures::isConvolution)
                .forEach(layer -> parts.put(layer.name(), norm.applyAsDouble(layer)));
        return Reading.exact(max(parts)).details(parts);
    }

    private static Reading fromBelow(Subject subject) {
        Map<String, Double> parts = new LinkedHashMap<>();
        boolean converged = true;
        for (WeightLayer layer : subject.layers()) {
            if (isConvolution(layer)) {
                Eigenvalue norm = ConvolutionNorms.fromBelow(
                        layer.kernel(), layer.geometry(), layer.place(), STEPS, TOLERANCE, subject.seed());
                parts.put(layer.name(), norm.value());
                converged &= norm.converged();
            }
        }
        return Reading.iterated(max(parts), converged).details(parts);
    }

    private static double max(Map<String, Double> parts) {
        return parts.values().stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    }

    private static double mean(Map<String, Double> parts) {
        return parts.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.NaN);
    }
}
