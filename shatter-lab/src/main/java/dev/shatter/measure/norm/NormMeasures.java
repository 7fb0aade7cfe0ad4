package dev.shatter.measure.norm;

import dev.shatter.curvature.Vectors;
import dev.shatter.measure.Cost;
import dev.shatter.measure.Line;
import dev.shatter.measure.Measure;
import dev.shatter.measure.Need;
import dev.shatter.measure.NoteNumber;
import dev.shatter.measure.Reading;
import dev.shatter.measure.Subject;
import dev.shatter.measure.Unmeasurable;
import dev.shatter.measure.WeightLayer;
import dev.shatter.measure.Weights;
import dev.shatter.torch.StepScope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Norms and margins of the weight matrices under the names of Jiang et al. 2020 and Dziugaite et al. 2020, both readings
 * of a convolution: as the matrix its kernel is stored in, and (suffix {@code -fft}) as the operator on feature maps.
 *
 * <p>Products of norms overflow, so those measures are natural logarithms and say so in their name.
 */
public final class NormMeasures {
    private static final String SOURCE = "Jiang et al. 2020, arXiv:1912.02178; Dziugaite et al. 2020, arXiv:2010.11924";
    private static final String SCALE = "not invariant to rescaling of layers: compare within one architecture";

    private NormMeasures() {}

    /** How ‖W_i‖₂ is read. */
    private enum Spectral {
        RESHAPED("", Weights.MATRICES) {
            @Override
            double norm(WeightLayer layer) {
                return layer.spectral();
            }

            @Override
            double distance(WeightLayer layer) {
                return layer.spectralDistance();
            }
        },
        OPERATOR("-fft", Weights.OPERATORS) {
            @Override
            double norm(WeightLayer layer) {
                return layer.operator();
            }

            @Override
            double distance(WeightLayer layer) {
                return layer.operatorDistance();
            }
        };

        private final String suffix;
        private final Weights reads;

        Spectral(String suffix, Weights reads) {
            this.suffix = suffix;
            this.reads = reads;
        }

        abstract double norm(WeightLayer layer);

        abstract double distance(WeightLayer layer);
    }

    public static List<Measure> all() {
        List<Measure> all = new ArrayList<>();
        all.add(weights(
                        "params",
                        "number of weights",
                        "om",
                        "1",
                        s -> s.layers().stream().mapToDouble(WeightLayer::count).sum())
                .reading("the size of the model")
                .pitfall("does not see what was learned"));
        all.add(weights("l2", "length of the weight vector", "||w||_2", "weight", NormMeasures::length)
                .reading("how far the weights are from zero"));
        all.add(weights("l2-dist", "distance from initialisation", "||w - w0||_2", "weight", s -> {
                    try (StepScope scope = StepScope.open()) {
                        return Vectors.norm(s.weightChange());
                    }
                })
                .needs(Need.INITIAL)
                .reading("how far training moved the weights"));
        all.add(weights(
                "param-norm",
                "sum of squared Frobenius norms",
                "sum ||W_i||_F^2",
                "weight^2",
                s -> sum(s, WeightLayer::frobeniusSquared)));
        all.add(weights(
                        "fro-dist",
                        "squared Frobenius distance from initialisation",
                        "sum ||W_i - W_i0||_F^2",
                        "weight^2",
                        s -> sum(s, WeightLayer::distanceSquared))
                .needs(Need.INITIAL));
        all.add(weights(
                        "log-prod-of-fro",
                        "log of the product of squared Frobenius norms",
                        "ln prod ||W_i||_F^2",
                        "nats",
                        s -> sum(s, NormMeasures::logFrobenius))
                .scale(Measure.Scale.LOG));
        all.add(weights(
                        "log-depth-free",
                        "rate of Golowich et al. that is free of depth at bounded products, without its constants",
                        "ln (prod ||W_i||_F min(n^(-1/4), sqrt(L/n)))",
                        "nats",
                        s -> sum(s, NormMeasures::logFrobenius) / 2
                                + Math.log(Math.min(Math.pow(s.n(), -0.25), Math.sqrt(depth(s) / (double) s.n()))))
                .needs(Need.TRAIN)
                .scale(Measure.Scale.LOG)
                .pitfall("constants, logarithms and a condition on Schatten norms are left out: no bound; the product"
                        + " usually grows exponentially with depth")
                .from("Golowich, Rakhlin and Shamir 2018, arXiv:1712.06541"));
        all.add(margin(
                "log-prod-of-fro-over-margin",
                "the same over the squared margin",
                "ln (prod ||W_i||_F^2 / g^2)",
                s -> sum(s, NormMeasures::logFrobenius) - logMargin(s)));
        all.add(weights(
                        "log-sum-of-fro",
                        "log of L times the geometric mean of squared Frobenius norms",
                        "ln (L (prod ||W_i||_F^2)^(1/L))",
                        "nats",
                        s -> Math.log(depth(s)) + sum(s, NormMeasures::logFrobenius) / depth(s))
                .scale(Measure.Scale.LOG));
        all.add(margin(
                "log-sum-of-fro-over-margin",
                "the same over the margin",
                "ln (L (prod ||W_i||_F^2 / g^2)^(1/L))",
                s -> Math.log(depth(s)) + (sum(s, NormMeasures::logFrobenius) - logMargin(s)) / depth(s)));
        for (Spectral spectral : Spectral.values()) {
            spectral(all, spectral);
        }
        return all;
    }

    private static void spectral(List<Measure> all, Spectral how) {
        String of = how == Spectral.RESHAPED ? "" : ", convolutions as circular operators";
        ToDoubleFunction<WeightLayer> log = layer -> 2 * Math.log(how.norm(layer));
        List<Line> lines = new ArrayList<>();
        lines.add(weights(
                        "log-prod-of-spec",
                        "log of the product of squared spectral norms" + of,
                        "ln prod ||W_i||_2^2",
                        "nats",
                        s -> sum(s, log))
                .scale(Measure.Scale.LOG));
        lines.add(margin(
                "log-prod-of-spec-over-margin",
                "the same over the squared margin" + of,
                "ln (prod ||W_i||_2^2 / g^2)",
                s -> sum(s, log) - logMargin(s)));
        lines.add(weights(
                        "log-sum-of-spec",
                        "log of L times the geometric mean of squared spectral norms" + of,
                        "ln (L (prod ||W_i||_2^2)^(1/L))",
                        "nats",
                        s -> Math.log(depth(s)) + sum(s, log) / depth(s))
                .scale(Measure.Scale.LOG));
        lines.add(margin(
                "log-sum-of-spec-over-margin",
                "the same over the margin" + of,
                "ln (L (prod ||W_i||_2^2 / g^2)^(1/L))",
                s -> Math.log(depth(s)) + (sum(s, log) - logMargin(s)) / depth(s)));
        Line ranks = weights(
                "fro-over-spec",
                how == Spectral.RESHAPED ? "sum of stable ranks" : "sum of squared Frobenius over spectral norms" + of,
                "sum ||W_i||_F^2 / ||W_i||_2^2",
                "1",
                s -> sum(s, layer -> layer.frobeniusSquared() / square(how.norm(layer))));
        lines.add(
                how == Spectral.RESHAPED
                        ? ranks.reading("how many directions the layers use")
                        : ranks.pitfall(
                                "no stable rank of a convolution: the Frobenius norm is that of the kernel, the spectral"
                                        + " norm that of the operator, so that it may be under 1"));
        lines.add(margin(
                        "log-spec-init-main",
                        "main term of the PAC-Bayes spectral bound, from initialisation" + of,
                        "ln (prod ||W_i||_2^2 sum ||W_j - W_j0||_F^2 / ||W_j||_2^2 / g^2)",
                        s -> sum(s, log)
                                + Math.log(sum(s, layer -> layer.distanceSquared() / square(how.norm(layer))))
                                - logMargin(s))
                .needs(Need.INITIAL, Need.TRAIN));
        lines.add(margin(
                "log-spec-orig-main",
                "main term of the PAC-Bayes spectral bound, from the origin" + of,
                "ln (prod ||W_i||_2^2 sum ||W_j||_F^2 / ||W_j||_2^2 / g^2)",
                s -> sum(s, log)
                        + Math.log(sum(s, layer -> layer.frobeniusSquared() / square(how.norm(layer))))
                        - logMargin(s)));
        lines.add(weights(
                        "dist-spec-init",
                        "squared spectral distance from initialisation" + of,
                        "sum ||W_i - W_i0||_2^2",
                        "weight^2",
                        s -> sum(s, layer -> square(how.distance(layer))))
                .needs(Need.INITIAL));
        lines.forEach(line -> all.add(line.renamed(line.name() + how.suffix).reads(how.reads)));
    }

    private static Line weights(
            String name, String summary, String formula, String unit, ToDoubleFunction<Subject> value) {
        return Line.of(name, summary, formula, unit, s -> Reading.exact(value.applyAsDouble(s)))
                .costs(Cost.WEIGHTS)
                .reads(Weights.MATRICES)
                .scale(Measure.Scale.ROOT)
                .pitfall(SCALE)
                .from(SOURCE);
    }

    private static Line margin(String name, String summary, String formula, ToDoubleFunction<Subject> value) {
        return Line.of(name, summary + "; g = 10th percentile of the training margins", formula, "nats", s -> {
                    double g = margin(s);
                    return Reading.exact(value.applyAsDouble(s))
                            .n(s.n())
                            .note(g < 0 ? "the margin g = " + NoteNumber.text(g) + " is negative" : "");
                })
                .costs(Cost.WEIGHTS)
                .reads(Weights.MATRICES)
                .needs(Need.TRAIN)
                .scale(Measure.Scale.LOG)
                .pitfall("g enters squared: a negative margin looks like a positive one, see the note")
                .from(SOURCE);
    }

    /** g, the 10th percentile. */
    static double margin(Subject subject) {
        double g = subject.outputs().marginQuantile(0.1);
        if (g == 0) {
            throw new Unmeasurable("the 10th percentile of the training margins is 0");
        }
        return g;
    }

    private static double logMargin(Subject subject) {
        return 2 * Math.log(Math.abs(margin(subject)));
    }

    private static double logFrobenius(WeightLayer layer) {
        return Math.log(layer.frobeniusSquared());
    }

    private static int depth(Subject subject) {
        return subject.layers().size();
    }

    private static double square(double x) {
        return x * x;
    }

    private static double length(Subject subject) {
        return Math.sqrt(sum(subject, WeightLayer::frobeniusSquared));
    }

    private static double sum(Subject subject, ToDoubleFunction<WeightLayer> part) {
        double sum = 0;
        for (WeightLayer layer : subject.layers()) {
            sum += part.applyAsDouble(layer);
        }
        return sum;
    }
}
