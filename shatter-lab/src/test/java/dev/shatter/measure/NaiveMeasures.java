package dev.shatter.measure;

import static dev.shatter.measure.Naive.dot;
import static dev.shatter.measure.Naive.margin;
import static dev.shatter.measure.Naive.minus;
import static dev.shatter.measure.Naive.plus;
import static dev.shatter.measure.Naive.softmax;
import static dev.shatter.measure.Naive.squares;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.Chance;
import dev.shatter.curvature.Vectors;
import dev.shatter.network.Convolution;
import dev.shatter.network.Dense;
import dev.shatter.network.MaxPool;
import dev.shatter.network.Placed;
import dev.shatter.run.Measurement;
import dev.shatter.run.Measurement.Status;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.LUDecomposition;

/**
 * Every measure a second time, from its formula, by {@link Naive} loops. Nothing is shared with the measures but what is
 * drawn: start points of searches and permutations, which are data to both.
 */
final class NaiveMeasures {
    /** How a measurement is held against the second way to its number. */
    @FunctionalInterface
    interface Check {
        void of(NaiveMeasures naive, Measurement measured);
    }

    /** Relative difference allowed where nothing is drawn. */
    private static final double CLOSE = 1e-5;

    /** Dimension of the space that ends of a spectrum are sought in. */
    private static final int KRYLOV = 80;

    /** Likewise where the largest eigenvalue stands apart. */
    private static final int KRYLOV_TOP = 20;

    /** By the measure's name. */
    static final Map<String, Check> TABLE = table();

    private final FashionFixture fixture;
    private final Naive raw;
    private final Naive folded;
    private final Naive start;
    private final double[][] x;
    private final int[] y;
    private final double[][] testX;
    private final int[] testY;
    private final Naive.Risk risk;
    private final Naive.Risk rawRisk;
    private final int depth;
    private final double n = FashionFixture.N;
    private final double[] margins;
    /** The 10th percentile of the margins, smallest first: the 6th of 60. */
    private final double g;

    private final Lazy<double[]> slope = Lazy.of(this::slope);
    private final Lazy<double[]> curvatures = Lazy.of(() -> ends(krylov(this::hessian, KRYLOV)));
    private final Lazy<Double> gaussNewtonTop = Lazy.of(() -> ends(krylov(this::gaussNewton, KRYLOV_TOP))[1]);
    private final Lazy<List<NaiveSpectrum>> spectra;
    /** Norms of the layers as circular operators. */
    private final Lazy<double[]> operators = Lazy.of(this::operators);

    NaiveMeasures(FashionFixture fixture) {
        this.fixture = fixture;
        raw = Naive.of(fixture.network);
        folded = Naive.folded(fixture.network);
        start = Naive.folded(fixture.initial);
        x = FashionFixture.inputs(fixture.train);
        y = fixture.train.labels();
        testX = FashionFixture.inputs(fixture.test);
        testY = fixture.test.labels();
        risk = new Naive.Risk(folded, x, y);
        rawRisk = new Naive.Risk(raw, x, y);
        depth = folded.layers.size();
        spectra = Lazy.of(() -> NaiveSpectrum.all(folded, fixture.subject.seed()));
        margins = IntStream.range(0, y.length)
                .mapToDouble(i -> margin(raw.logits(x[i]), y[i]))
                .sorted()
                .toArray();
        g = margins[5];
    }

    // Ways to compare.

    private static Check exact(ToDoubleFunction<NaiveMeasures> value) {
        return (naive, measured) -> {
            double expected = value.applyAsDouble(naive);
            assertThat(measured.status()).as(measured.note()).isNotIn(Status.SKIPPED, Status.FAILED);
            close(measured.name(), measured.value(), expected);
        };
    }

    private static void close(String name, double value, double expected) {
        assertThat(value).as(name).isCloseTo(expected, within(CLOSE * Math.abs(expected)));
    }

    /** Named parts besides the value. */
    private static Check exact(
            ToDoubleFunction<NaiveMeasures> value, Function<NaiveMeasures, Map<String, Double>> parts) {
        return (naive, measured) -> {
            exact(value).of(naive, measured);
            parts.apply(naive)
                    .forEach((part, expected) -> close(
                            part,
                            java.util.Objects.requireNonNull(measured.details().get(part)),
                            expected));
        };
    }

    /** The largest over the convolutions; without convolutions it cannot be measured. */
    private static Check convolutions(ConvolutionNorm norm) {
        return (naive, measured) -> {
            Map<String, Double> parts = new TreeMap<>();
            for (int l = 0; l < naive.depth; l++) {
                if (naive.isConvolution(l)) {
                    parts.put(naive.folded.layers.get(l).place().name(), norm.of(naive, l));
                }
            }
            if (parts.isEmpty()) {
                assertThat(measured.status()).isEqualTo(Status.SKIPPED);
            } else {
                exact(s -> parts.values().stream().mapToDouble(v -> v).max().orElseThrow(), s -> parts)
                        .of(naive, measured);
            }
        };
    }

    private interface ConvolutionNorm {
        double of(NaiveMeasures naive, int layer);
    }

    /** A mean over draws, with its standard error; 0 where it can be had exactly. */
    record Estimate(double value, double standardError) {
        static Estimate of(int draws, IntToDoubleFunction draw) {
            double[] values = IntStream.range(0, draws).mapToDouble(draw).toArray();
            double mean = Arrays.stream(values).sum() / draws;
            double variance =
                    Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (draws - 1);
            return new Estimate(mean, Math.sqrt(variance / draws));
        }
    }

    /** Within 3 standard errors. */
    private static Check estimated(Function<NaiveMeasures, Estimate> value) {
        return (naive, measured) -> {
            Estimate expected = value.apply(naive);
            assertThat(measured.status()).isEqualTo(Status.ESTIMATED);
            assertThat(measured.value())
                    .isCloseTo(
                            expected.value, within(3 * Math.hypot(measured.standardError(), expected.standardError)));
        };
    }

    // The table.

    private static Map<String, Check> table() {
        Map<String, Check> table = new LinkedHashMap<>();
        outputs(table);
        norms(table);
        ranks(table);
        noise(table);
        perturbations(table);
        derivatives(table);
        trainings(table);
        return table;
    }

    /** Theory C6, C10. */
    private static void outputs(Map<String, Check> t) {
        t.put("train-error", exact(s -> s.error(s.raw, s.x, s.y)));
        t.put("test-error", exact(s -> s.error(s.raw, s.testX, s.testY)));
        t.put("gap", exact(s -> s.error(s.raw, s.testX, s.testY) - s.error(s.raw, s.x, s.y)));
        t.put("memorisation-index", exact(s -> (1 - s.error(s.raw, s.x, s.y) - 0.1) / 0.9));
        t.put("cross-entropy", exact(s -> s.rawRisk.loss(s.raw.theta)));
        t.put("darc", exact(s -> {
            double[] sums = new double[10];
            for (double[] input : s.x) {
                double[] f = s.raw.logits(input);
                for (int k = 0; k < f.length; k++) {
                    sums[k] += Math.abs(f[k]) / s.n;
                }
            }
            return Arrays.stream(sums).max().orElseThrow();
        }));
        t.put("neg-entropy", exact(s -> {
            double sum = 0;
            for (double[] input : s.x) {
                for (double p : softmax(s.raw.logits(input))) {
                    sum += p * Math.log(p) / s.n;
                }
            }
            return sum;
        }));
        t.put("inverse-margin", exact(s -> 1 / (s.g * s.g)));
        margins(t, "", s -> 1);
        margins(t, "-over-prod-of-spec", s -> Math.exp(s.sum(l -> Math.log(s.spectral(l)))));
        margins(t, "-over-prod-of-fro", s -> Math.exp(s.sum(l -> Math.log(s.frobenius(l)) / 2)));
        margins(t, "-over-path-norm", s -> Math.sqrt(s.paths(w -> w * w)));
        margins(t, "-over-spectral-complexity", s -> s.complexity(false) * Math.sqrt(squares(s.x)) / s.n);
        t.put("critical-sample-ratio", exact(s -> s.critical(1)));
        t.put("critical-sample-ratio-3", exact(s -> s.critical(10)));
    }

    private static void margins(Map<String, Check> t, String over, ToDoubleFunction<NaiveMeasures> by) {
        t.put(
                "margins" + over,
                exact(
                        s -> s.g / by.applyAsDouble(s),
                        s -> Map.of(
                                "q001", s.margins[0] / by.applyAsDouble(s),
                                "q050", s.margins[29] / by.applyAsDouble(s),
                                "q100", s.margins[59] / by.applyAsDouble(s))));
    }

    /** Theory C4, C10: kernels as matrices, and ("-fft") as circular operators. */
    private static void norms(Map<String, Check> t) {
        t.put(
                "log-depth-free",
                exact(s -> 0.5 * s.sum(l -> Math.log(s.frobenius(l)))
                        + Math.log(Math.min(Math.pow(s.n, -0.25), Math.sqrt(s.depth / s.n)))));
        t.put("params", exact(s -> s.count()));
        t.put("vc-dimension", exact(NaiveMeasures::dimension));
        t.put("l2", exact(s -> Math.sqrt(s.sum(s::frobenius))));
        t.put("l2-dist", exact(s -> Math.sqrt(s.sum(s::distance))));
        t.put("param-norm", exact(s -> s.sum(s::frobenius)));
        t.put("fro-dist", exact(s -> s.sum(s::distance)));
        products(t, "fro", "", s -> s::frobenius);
        products(t, "spec", "", s -> l -> square(s.spectral(l)));
        products(t, "spec", "-fft", s -> l -> square(s.operators.get()[l]));
        t.put("path-norm", exact(s -> s.paths(w -> w * w)));
        t.put("path-norm-over-margin", exact(s -> s.paths(w -> w * w) / (s.g * s.g)));
        t.put("path-norm-l1", exact(s -> s.paths(Math::abs)));
        t.put("spectral-complexity", exact(s -> s.complexity(false)));
        t.put("spectral-complexity-init", exact(s -> s.complexity(true)));
        t.put("dist-spec-init", exact(s -> s.sum(l -> square(Naive.svd(s.change(l))[0]))));
        t.put("dist-spec-init-fft", exact(s -> s.sum(l -> square(s.circular(l, s.change(l), 0)))));
        t.put(
                "spectral-norm",
                exact(s -> IntStream.range(0, s.depth)
                        .mapToDouble(s::spectral)
                        .max()
                        .orElseThrow()));
        t.put("conv-norm-fft", convolutions((s, l) -> s.operators.get()[l]));
        t.put("conv-norm-upper", convolutions((s, l) -> s.circular(l, s.folded.matrix(l), 2)));
        t.put(
                "conv-norm-power",
                convolutions((s, l) -> s.folded.layers.get(l).wiring().norm(s.folded.matrix(l))));
    }

    /** Products and sums of squared norms. */
    private static void products(
            Map<String, Check> t, String of, String fft, Function<NaiveMeasures, IntToDoubleFunction> norm) {
        ToDoubleFunction<NaiveMeasures> log =
                s -> s.sum(l -> Math.log(norm.apply(s).applyAsDouble(l)));
        ToDoubleFunction<NaiveMeasures> over = s -> log.applyAsDouble(s) - Math.log(s.g * s.g);
        t.put("log-prod-of-" + of + fft, exact(log));
        t.put("log-prod-of-" + of + "-over-margin" + fft, exact(over));
        t.put("log-sum-of-" + of + fft, exact(s -> Math.log(s.depth * Math.exp(log.applyAsDouble(s) / s.depth))));
        t.put(
                "log-sum-of-" + of + "-over-margin" + fft,
                exact(s -> Math.log(s.depth * Math.exp(over.applyAsDouble(s) / s.depth))));
        if (of.equals("spec")) {
            ToDoubleFunction<NaiveMeasures> ratios =
                    s -> s.sum(l -> s.frobenius(l) / norm.apply(s).applyAsDouble(l));
            t.put("fro-over-spec" + fft, exact(ratios));
            t.put("log-spec-orig-main" + fft, exact(s -> over.applyAsDouble(s) + Math.log(ratios.applyAsDouble(s))));
            t.put(
                    "log-spec-init-main" + fft,
                    exact(s -> over.applyAsDouble(s)
                            + Math.log(s.sum(l -> s.distance(l) / norm.apply(s).applyAsDouble(l)))));
        }
    }

    /** Ranks, and theory J4. */
    private static void ranks(Map<String, Check> t) {
        t.put("stable-rank", exact(s -> s.sum(l -> s.frobenius(l) / square(s.spectral(l))) / s.depth));
        t.put(
                "effective-rank",
                exact(s -> s.sum(l -> {
                            double[] singular = Naive.svd(s.folded.matrix(l));
                            double sum = Arrays.stream(singular).sum();
                            return Math.exp(Arrays.stream(singular)
                                    .map(v -> -v / sum * Math.log(v / sum))
                                    .sum());
                        })
                        / s.depth));
        t.put(
                "numerical-rank",
                exact(s -> s.sum(l -> {
                            double[][] matrix = s.folded.matrix(l);
                            double limit = s.spectral(l) * Math.max(matrix.length, matrix[0].length) * Math.pow(2, -23);
                            return Arrays.stream(Naive.svd(matrix))
                                    .filter(v -> v > limit)
                                    .count();
                        })
                        / s.depth));
        t.put("alpha-power-law", (s, measured) -> {
            exact(
                            all -> all.mean(NaiveSpectrum::alpha),
                            all -> all.spectra.get().stream()
                                    .map(NaiveSpectrum::parts)
                                    .collect(TreeMap::new, Map::putAll, Map::putAll))
                    .of(s, measured);
            for (NaiveSpectrum spectrum : s.spectra.get()) {
                Estimate goodness = spectrum.goodness();
                assertThat(java.util.Objects.requireNonNull(measured.details().get(spectrum.name() + ".goodness")))
                        .isCloseTo(goodness.value, within(3 * goodness.standardError));
            }
        });
        t.put("alpha-hat", exact(s -> s.mean(l -> l.alpha() * Math.log10(l.eigenvalues()[l.last()] * l.longer()))));
        t.put(
                "mp-spikes",
                exact(s -> s.spectra.get().size()
                        * s.mean(l -> Arrays.stream(l.eigenvalues())
                                .filter(v -> v > l.edge() * (1 + Math.pow(l.eigenvalues().length, -2.0 / 3)))
                                .count())));
        t.put("mp-softrank", exact(s -> s.mean(l -> Math.min(1, l.edge() / l.eigenvalues()[l.last()]))));
    }

    /** Theory D7: what 60 fresh draws do at the scale found; what follows from the scale. */
    private static void noise(Map<String, Check> t) {
        t.put("sigma", borne((w, sigma) -> sigma));
        t.put("sigma-mag", borne((w, sigma) -> Math.sqrt(sigma * sigma * w * w + 1e-6)));
        follows(t, "sigma", "pacbayes", (s, v) -> 1 / (4 * v * v), (s, v) -> v * v + 1);
    }

    private interface Deviation {
        double of(double weight, double scale);
    }

    private static Check borne(Deviation deviation) {
        return (s, measured) -> {
            int draws = 60;
            double base = s.risk.error(s.folded.theta);
            Estimate rise = Estimate.of(draws, draw -> {
                Chance chance = Chance.of(99, "fresh", draw);
                double[] moved = Arrays.stream(s.folded.theta)
                        .map(w -> w + deviation.of(w, measured.value()) * chance.nextGaussian())
                        .toArray();
                return s.risk.error(moved) - base;
            });
            // The search ends within 0.01 of 0.1 by its own 15 draws.
            double error = rise.standardError * Math.sqrt(1 + draws / 15.0);
            assertThat(rise.value).isCloseTo(0.1, within(0.01 + 3 * error));
        };
    }

    /** Theory C10: the bounds' forms at a scale found. */
    private static void follows(Map<String, Check> t, String search, String name, OfScale length, OfScale magnitude) {
        at(t, search, name + "-init", (s, v) -> s.sum(s::distance) * length.at(s, v) + Math.log(s.n / v) + 10);
        at(t, search, name + "-orig", (s, v) -> s.sum(s::frobenius) * length.at(s, v) + Math.log(s.n / v) + 10);
        at(t, search, name + "-flatness", (s, v) -> 1 / (v * v));
        at(
                t,
                search + "-mag",
                name + "-mag-init",
                (s, v) -> s.divergence(magnitude.at(s, v) * s.sum(s::distance), v) + Math.log(s.n / v) + 10);
        at(
                t,
                search + "-mag",
                name + "-mag-orig",
                (s, v) -> s.divergence(magnitude.at(s, v) * s.sum(s::frobenius), v) + Math.log(s.n / v) + 10);
        at(t, search + "-mag", name + "-mag-flatness", (s, v) -> 1 / (v * v));
    }

    private interface OfScale {
        double at(NaiveMeasures naive, double scale);
    }

    private static void at(Map<String, Check> t, String search, String name, OfScale value) {
        t.put(name, exact(s -> value.at(s, s.fixture.measure(search).value())));
    }

    /** Theory D8: ascents from the same start. */
    private static void perturbations(Map<String, Check> t) {
        t.put("alpha", exact(s -> s.worst((w, alpha) -> alpha)));
        t.put("alpha-mag", exact(s -> s.worst((w, alpha) -> alpha * Math.abs(w) + 1e-3)));
        follows(
                t,
                "alpha",
                "sharpness",
                (s, v) -> Math.log(2 * s.count()) / (4 * v * v),
                (s, v) -> v * v + 4 * Math.log(2 * s.count() / 0.05));
        t.put("keskar-sharpness", exact(s -> s.keskar(1e-3)));
        t.put("keskar-sharpness-5e-4", exact(s -> s.keskar(5e-4)));
        t.put("keskar-sharpness-subspace", exact(NaiveMeasures::keskarSubspace));
        t.put("adaptive-sharpness", exact(s -> {
            double[] w = s.folded.theta;
            double[] box = Arrays.stream(w).map(v -> 0.01 * Math.abs(v)).toArray();
            return s.highest(s.risk, w, box, "adaptive") - s.risk.loss(w);
        }));
        t.put("adaptive-sharpness-average", estimated(s -> {
            double base = s.risk.loss(s.folded.theta);
            return Estimate.of(100, draw -> {
                Chance chance = Chance.of(99, "average", draw);
                return s.risk.loss(Arrays.stream(s.folded.theta)
                                .map(w -> w + 0.01 * w * chance.nextGaussian())
                                .toArray())
                        - base;
            });
        }));
        t.put("sam-sharpness", exact(s -> {
            double[] slope = s.risk.gradient(s.folded.theta);
            double length = Math.sqrt(squares(slope));
            return s.risk.loss(plus(s.folded.theta, slope, 0.05 / length)) - s.risk.loss(s.folded.theta);
        }));
    }

    /** Theory C5, C10, E1, E2, G. */
    private static void derivatives(Map<String, Check> t) {
        t.put("grad-norm", exact(s -> Math.sqrt(squares(s.slope.get()))));
        t.put("grad-noise", exact(s -> s.gradientNoise(s.raw)));
        t.put("grad-noise-epoch-1", exact(s -> s.gradientNoise(Naive.of(s.fixture.firstEpoch))));
        t.put("gradient-noise-scale", exact(s -> s.gradientNoise(s.raw) / squares(s.slope.get())));
        t.put(
                "fisher-rao",
                exact(s -> IntStream.range(0, s.y.length)
                                .mapToDouble(i -> square(dot(s.folded.theta, s.risk.gradient(s.folded.theta, i))))
                                .sum()
                        / s.n));
        t.put(
                "fisher-rao-model",
                exact(s -> IntStream.range(0, s.y.length)
                                .mapToDouble(i -> {
                                    double[] p = softmax(s.folded.logits(s.x[i]));
                                    double[] slopes = Arrays.stream(jacobian(s.folded, s.x[i]))
                                            .mapToDouble(row -> dot(row, s.folded.theta))
                                            .toArray();
                                    double mean = dot(p, slopes);
                                    return IntStream.range(0, p.length)
                                            .mapToDouble(c -> p[c] * square(slopes[c] - mean))
                                            .sum();
                                })
                                .sum()
                        / s.n));
        for (String name : List.of("ggn", "fisher")) {
            t.put(name + "-trace", estimated(s -> new Estimate(s.gaussNewtonTrace(), 0)));
            t.put(name + "-top", exact(s -> s.gaussNewtonTop.get()));
            t.put(
                    name + "-effective-rank",
                    estimated(s -> new Estimate(s.gaussNewtonTrace() / s.gaussNewtonTop.get(), 0)));
        }
        // Along a single parameter the outputs are piecewise linear: the diagonals are the same.
        t.put("hessian-trace", estimated(s -> new Estimate(s.gaussNewtonTrace(), 0)));
        t.put(
                "hessian-effective-rank",
                estimated(s -> new Estimate(
                        s.gaussNewtonTrace()
                                / Math.max(-s.curvatures.get()[0], s.curvatures.get()[1]),
                        0)));
        t.put("hessian-top", exact(s -> s.curvatures.get()[1]));
        t.put("hessian-bottom", exact(s -> s.curvatures.get()[0]));
        t.put("loss-sensitivity-gini", exact(s -> {
            double[] g = new double[s.y.length];
            for (int i = 0; i < g.length; i++) {
                double[] slope =
                        s.raw.back(s.raw.theta, s.x[i], Naive.crossEntropy(s.y[i]), new double[s.raw.theta.length]);
                g[i] = Arrays.stream(slope).map(Math::abs).sum();
            }
            double apart = Arrays.stream(g)
                    .map(a -> Arrays.stream(g).map(b -> Math.abs(a - b)).sum())
                    .sum();
            return apart / (2 * s.n * Arrays.stream(g).sum());
        }));
    }

    /** Theory B5, B7, C10, G: of the networks that were handed out. */
    private static void trainings(Map<String, Check> t) {
        t.put("steps-to-0.1", exact(s -> s.reached(0.1)));
        t.put("steps-0.1-to-0.01", exact(s -> s.reached(0.01) - s.reached(0.1)));
        t.put("random-signs", exact(s -> {
            double sum = 0;
            for (FashionFixture.Again again : s.fixture.again) {
                for (int i = 0; i < s.y.length; i++) {
                    // Labels kept have the sign -1, wrong ones +1.
                    double sign = again.labels()[i] == s.y[i] ? -1 : 1;
                    double wrong = predicted(again.network().logits(s.x[i])) == s.y[i] ? 0 : 1;
                    sum += sign * (wrong - 0.5);
                }
            }
            return sum / (s.n * s.fixture.again.size());
        }));
        t.put("empirical-stability", exact(s -> {
            double largest = 0;
            for (FashionFixture.Again again : s.fixture.again) {
                int i = again.without();
                if (i >= 0) {
                    largest = Math.max(largest, s.apart(again.network(), s.x[i], s.y[i]));
                    for (int z = 0; z < s.testY.length; z++) {
                        largest = Math.max(largest, s.apart(again.network(), s.testX[z], s.testY[z]));
                    }
                }
            }
            return largest;
        }));
        t.put("easy-examples", exact(s -> {
            double[] rates = IntStream.range(0, s.y.length)
                    .mapToDouble(i -> s.fixture.again.stream()
                            .mapToDouble(again -> margin(again.network().logits(s.x[i]), s.y[i]) <= 0 ? 0.01 : 0)
                            .sum())
                    .toArray();
            double mean = Arrays.stream(rates).sum() / s.n;
            return Arrays.stream(rates).map(r -> square(r - mean)).sum() / s.n - mean * (1 - mean) / 100;
        }));
    }

    // What the formulas are made of.

    private static double square(double v) {
        return v * v;
    }

    private double mean(ToDoubleFunction<NaiveSpectrum> value) {
        return spectra.get().stream().mapToDouble(value).average().orElseThrow();
    }

    private double sum(IntToDoubleFunction ofLayer) {
        return IntStream.range(0, depth).mapToDouble(ofLayer).sum();
    }

    private double error(Naive f, double[][] inputs, int[] labels) {
        return new Naive.Risk(f, inputs, labels).error(f.theta);
    }

    private static int predicted(double[] logits) {
        return IntStream.range(0, logits.length)
                .reduce((a, b) -> logits[b] > logits[a] ? b : a)
                .orElseThrow();
    }

    /** om: weights without biases. */
    private double count() {
        return sum(l -> folded.layers.get(l).rows() * folded.layers.get(l).columns());
    }

    private double frobenius(int l) {
        return squares(folded.matrix(l));
    }

    private double spectral(int l) {
        return Naive.svd(folded.matrix(l))[0];
    }

    private double distance(int l) {
        return squares(change(l));
    }

    private double[][] change(int l) {
        double[][] change = folded.matrix(l);
        for (int i = 0; i < change.length; i++) {
            change[i] = minus(change[i], start.matrix(l)[i]);
        }
        return change;
    }

    private boolean isConvolution(int l) {
        return folded.layers.get(l).place().layer() instanceof Convolution;
    }

    /** The norm of a layer as a map between feature maps on its own grid, enlarged, with sides joined. */
    private double circular(int l, double[][] kernel, int enlarged) {
        if (!isConvolution(l)) {
            return Naive.svd(kernel)[0];
        }
        Placed place = folded.layers.get(l).place();
        return Naive.Wiring.circular(
                        place, place.input().height() + enlarged, place.input().width() + enlarged)
                .norm(kernel);
    }

    private double[] operators() {
        return IntStream.range(0, depth)
                .mapToDouble(l -> circular(l, folded.matrix(l), 0))
                .toArray();
    }

    private double[] slope() {
        return rawRisk.gradient(raw.theta);
    }

    /** The sum of the outputs for inputs of 1 under other parameters, biases too. */
    private double paths(DoubleUnaryOperator change) {
        double[] ones = new double[x[0].length];
        Arrays.fill(ones, 1);
        double[] changed = Arrays.stream(folded.theta).map(change).toArray();
        return Arrays.stream(folded.logits(changed, ones)).sum();
    }

    private double complexity(boolean fromInitial) {
        double product = Math.exp(sum(l -> Math.log(spectral(l))));
        double sum = sum(l -> {
            double rows = Arrays.stream(fromInitial ? change(l) : folded.matrix(l))
                    .mapToDouble(row -> Math.sqrt(squares(row)))
                    .sum();
            return Math.pow(rows / spectral(l), 2.0 / 3);
        });
        return product * Math.pow(sum, 1.5);
    }

    /** Theory B3: the smallest m that the growth function excludes, by trying all. */
    private double dimension() {
        List<double[]> layers = new ArrayList<>();
        double weights = 0;
        double degree = 0;
        for (Placed place : fixture.network.placed()) {
            double units = place.output().elements();
            if (place.layer() instanceof MaxPool) {
                // Six comparisons a window of four; no parameter, so no higher degree.
                layers.add(new double[] {6 * units, weights, degree});
            } else if (place.layer() instanceof Dense || place.layer() instanceof Convolution) {
                Naive.Layer layer = folded.layers.get((int) degree);
                weights += layer.rows() * (layer.columns() + 1.0);
                degree++;
                layers.add(new double[] {degree == depth ? 90 : units, weights, degree});
            }
        }
        double all = layers.stream().mapToDouble(l -> l[1]).sum();
        double pieces = layers.stream().mapToDouble(l -> l[0] * l[2]).sum();
        double closed = layers.size() + all * lg(4 * Math.E * pieces * lg(2 * Math.E * pieces));
        for (double m = all; ; m++) {
            double patterns = 0;
            for (double[] l : layers) {
                patterns += 1 + l[1] * lg(2 * Math.E * m * l[0] * l[2] / l[1]);
            }
            if (patterns < m) {
                return Math.min(m - 1, closed);
            }
        }
    }

    private static double lg(double v) {
        return Math.log(v) / Math.log(2);
    }

    /** (1/4) Σ ln((e² + length/om) / (e² + scale² (w_i - w0_i)²)), e = 1e-3. */
    private double divergence(double length, double scale) {
        return sum(l -> Arrays.stream(change(l))
                        .flatMapToDouble(Arrays::stream)
                        .map(c -> Math.log((1e-6 + length / count()) / (1e-6 + square(scale * c))))
                        .sum()
                / 4);
    }

    /** What the measures draw, as data. */
    private double[] drawn(long seed, int count, Object... path) {
        try (StepScope scope = StepScope.open()) {
            return Tensors.doubles(Vectors.gaussian(count, ScalarType.Double, seed, path));
        }
    }

    private double[] drawn(int count, String... path) {
        return drawn(
                fixture.subject.seed(),
                count,
                Stream.concat(Stream.of("measure"), Arrays.stream(path)).toArray());
    }

    /** Steps of the box's size, then of half of it, by the signs of the slopes. */
    private static void ascend(
            UnaryOperator<double[]> gradient,
            double[] centre,
            double[] box,
            double[] from,
            int steps,
            Predicate<double[]> ends) {
        double[] at = centre.clone();
        for (int i = 0; i < at.length; i++) {
            at[i] += 0.1 * box[i] * Math.max(-1, Math.min(1, from[i]));
        }
        for (int step = 0; step < steps; step++) {
            double[] slope = gradient.apply(at);
            for (int i = 0; i < at.length; i++) {
                double next = at[i] + (step == 0 ? 1 : 0.5) * box[i] * Math.signum(slope[i]);
                at[i] = Math.max(centre[i] - box[i], Math.min(centre[i] + box[i], next));
            }
            if (ends.test(at)) {
                return;
            }
        }
    }

    /** The largest loss of an ascent of ten steps. */
    private double highest(Naive.Risk of, double[] centre, double[] box, String name) {
        double[] best = {of.loss(centre)};
        ascend(of::gradient, centre, box, drawn(centre.length, name), 10, at -> {
            best[0] = Math.max(best[0], of.loss(at));
            return false;
        });
        return best[0];
    }

    /** Halving of [0, 2] until six of 60 examples are lost. */
    private double worst(Deviation halfWidth) {
        double[] w = folded.theta;
        double[] from = drawn(w.length, "ascent");
        double base = risk.error(w);
        double low = 0;
        double high = 2;
        double scale = 1;
        for (int halving = 0; halving < 20 && !(low > 0 && high - low < 0.02 * high); halving++) {
            scale = (low + high) / 2;
            double now = scale;
            double[] box = Arrays.stream(w).map(v -> halfWidth.of(v, now)).toArray();
            double[] rise = {0};
            ascend(risk::gradient, w, box, from, 8, at -> {
                rise[0] = Math.max(rise[0], risk.error(at) - base);
                return rise[0] > 0.11;
            });
            if (Math.abs(rise[0] - 0.1) <= 0.01) {
                return scale;
            }
            low = rise[0] > 0.1 ? low : scale;
            high = rise[0] > 0.1 ? scale : high;
        }
        return scale;
    }

    private double keskar(double eps) {
        double[] box =
                Arrays.stream(raw.theta).map(w -> eps * (Math.abs(w) + 1)).toArray();
        double base = rawRisk.loss(raw.theta);
        return 100 * (highest(rawRisk, raw.theta, box, "keskar") - base) / (1 + base);
    }

    /** In the coordinates z of w + A z, A with 100 columns. */
    private double keskarSubspace() {
        double[] w = raw.theta;
        double[] flat = drawn(100 * w.length, "keskar", "subspace");
        double[][] columns = new double[100][];
        double[][] gram = new double[100][100];
        double[] onto = new double[100];
        for (int i = 0; i < 100; i++) {
            columns[i] = Arrays.copyOfRange(flat, i * w.length, (i + 1) * w.length);
            onto[i] = dot(columns[i], w);
            for (int j = 0; j <= i; j++) {
                gram[i][j] = dot(columns[i], columns[j]);
                gram[j][i] = gram[i][j];
            }
        }
        double[] box = Arrays.stream(new LUDecomposition(new Array2DRowRealMatrix(gram))
                        .getSolver()
                        .solve(new ArrayRealVector(onto))
                        .toArray())
                .map(z -> 1e-3 * (Math.abs(z) + 1))
                .toArray();
        UnaryOperator<double[]> point = z -> {
            double[] at = w;
            for (int i = 0; i < 100; i++) {
                at = plus(at, columns[i], z[i]);
            }
            return at;
        };
        double base = rawRisk.loss(w);
        double[] best = {base};
        ascend(
                z -> {
                    double[] slope = rawRisk.gradient(point.apply(z));
                    return Arrays.stream(columns)
                            .mapToDouble(c -> dot(c, slope))
                            .toArray();
                },
                new double[100],
                box,
                drawn(100, "keskar"),
                10,
                z -> {
                    best[0] = Math.max(best[0], rawRisk.loss(point.apply(z)));
                    return false;
                });
        return 100 * (best[0] - base) / (1 + base);
    }

    /** Theory G: x ← x - a sign(∂f_k/∂x) + b N(0, 1), kept within r, 20 times. */
    private double critical(double scale) {
        boolean[] changed = new boolean[testX.length];
        long seed = Chance.seed(fixture.subject.seed(), "critical", 0);
        descend(scale, Chance.seed(seed, "score"), false, changed);
        descend(scale, Chance.seed(seed, "margin"), true, changed);
        return IntStream.range(0, changed.length).filter(i -> changed[i]).count() / n;
    }

    private void descend(double scale, long seed, boolean margin, boolean[] changed) {
        int size = testX[0].length;
        double[][] moved = Arrays.stream(testX).map(double[]::clone).toArray(double[][]::new);
        for (int step = 0; step < 20; step++) {
            double[] noise = drawn(seed, size * moved.length, "step", step);
            for (int i = 0; i < moved.length; i++) {
                int first = predicted(raw.logits(testX[i]));
                double[] slope = raw.back(
                        raw.theta,
                        moved[i],
                        logits -> {
                            double[] one = new double[logits.length];
                            if (margin) {
                                double[] others = logits.clone();
                                others[first] = Double.NEGATIVE_INFINITY;
                                one[predicted(others)] = -1;
                            }
                            one[first] = 1;
                            return one;
                        },
                        new double[raw.theta.length]);
                for (int j = 0; j < size; j++) {
                    double next =
                            moved[i][j] + scale / 255 * (0.2 * noise[i * size + j] - 0.25 * Math.signum(slope[j]));
                    double r = scale * 0.3 / 255;
                    moved[i][j] = Math.max(testX[i][j] - r, Math.min(testX[i][j] + r, next));
                }
                changed[i] |= predicted(raw.logits(moved[i])) != first;
            }
        }
    }

    private double gradientNoise(Naive of) {
        Naive.Risk each = new Naive.Risk(of, x, y);
        double[] mean = each.gradient(of.theta);
        return IntStream.range(0, y.length)
                        .mapToDouble(i -> squares(minus(each.gradient(of.theta, i), mean)))
                        .sum()
                / (n - 1);
    }

    /** Slopes of every logit in the parameters. */
    private static double[][] jacobian(Naive f, double[] input) {
        double[][] rows = new double[10][f.theta.length];
        for (int c = 0; c < rows.length; c++) {
            double[] one = new double[rows.length];
            one[c] = 1;
            f.back(f.theta, input, logits -> one, rows[c]);
        }
        return rows;
    }

    /** Σ_i tr(J_iᵀ (diag p - p pᵀ) J_i) / n. */
    private double gaussNewtonTrace() {
        double sum = 0;
        for (double[] input : x) {
            double[] p = softmax(raw.logits(input));
            double[][] rows = jacobian(raw, input);
            double[] mean = new double[raw.theta.length];
            for (int c = 0; c < p.length; c++) {
                sum += p[c] * squares(rows[c]) / n;
                mean = plus(mean, rows[c], p[c]);
            }
            sum -= squares(mean) / n;
        }
        return sum;
    }

    /** Smallest and largest. */
    private static double[] ends(double[][] restricted) {
        double[] values = Naive.eigenvalues(restricted);
        return new double[] {values[0], values[values.length - 1]};
    }

    /** A matrix in an orthonormal basis of the Krylov space of a random vector, which comes first. */
    private double[][] krylov(UnaryOperator<double[]> product, int dimension) {
        Chance chance = Chance.of(99, "krylov");
        double[] v = Arrays.stream(raw.theta).map(w -> chance.nextGaussian()).toArray();
        double[][] basis = new double[dimension][];
        double[][] restricted = new double[dimension][dimension];
        for (int j = 0; j < dimension; j++) {
            basis[j] = plus(new double[v.length], v, 1 / Math.sqrt(squares(v)));
            v = product.apply(basis[j]);
            for (int twice = 0; twice < 2; twice++) {
                for (int i = 0; i <= j; i++) {
                    double along = dot(basis[i], v);
                    restricted[i][j] += along;
                    v = plus(v, basis[i], -along);
                }
            }
        }
        for (int i = 0; i < dimension; i++) {
            for (int j = 0; j < i; j++) {
                restricted[i][j] = restricted[j][i];
            }
        }
        return restricted;
    }

    /** (1/n) Σ J_iᵀ (diag p - p pᵀ) J_i v, with J_i v by a step so short that no unit changes its side. */
    private double[] gaussNewton(double[] v) {
        double r = 1e-9;
        double[] moved = plus(raw.theta, v, r);
        double[] sum = new double[v.length];
        for (double[] input : x) {
            double[] p = softmax(raw.logits(input));
            double[] along = minus(raw.logits(moved, input), raw.logits(input));
            double mean = dot(p, along);
            raw.back(
                    raw.theta,
                    input,
                    logits -> IntStream.range(0, p.length)
                            .mapToDouble(c -> p[c] * (along[c] - mean) / r / n)
                            .toArray(),
                    sum);
        }
        return sum;
    }

    /** By a step so short that no unit changes its side. */
    private double[] hessian(double[] v) {
        double r = 1e-9;
        double[] moved = rawRisk.gradient(plus(raw.theta, v, r));
        return Arrays.stream(minus(moved, slope.get())).map(d -> d / r).toArray();
    }

    private double reached(double level) {
        return fixture.trace.rows().stream()
                .filter(row -> row.get(1) <= level)
                .findFirst()
                .orElseThrow()
                .get(0);
    }

    /** Change of the bounded cross-entropy of one example. */
    private double apart(Naive other, double[] input, int label) {
        return Math.abs(bounded(raw, input, label) - bounded(other, input, label));
    }

    private static double bounded(Naive f, double[] input, int label) {
        return -Math.log(Math.max(softmax(f.logits(input))[label], 1e-5)) / Math.log(1e5);
    }
}
