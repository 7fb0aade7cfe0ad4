package dev.shatter.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.data.Shape;
import dev.shatter.network.Network;
import dev.shatter.torch.HostArray;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Norms, margins, paths and spectra against the numbers of the theory sheet and against {@link Naive}. */
class NormMeasuresTest {
    private static Network matrices(double[][] first, double[][] second) {
        Network network = Network.create(
                new dev.shatter.network.Architecture(
                        "two layers",
                        Shape.of(first[0].length),
                        second.length,
                        List.of(
                                new dev.shatter.network.Dense(first.length, false),
                                new dev.shatter.network.Relu(),
                                new dev.shatter.network.Dense(second.length, false)),
                        dev.shatter.network.Initialisation.HE),
                1,
                ScalarType.Double);
        try (StepScope scope = StepScope.open()) {
            double[] flat = Arrays.stream(new double[][][] {first, second})
                    .flatMap(Arrays::stream)
                    .flatMapToDouble(Arrays::stream)
                    .toArray();
            network.flat().copy_(Tensors.of(flat, flat.length));
        }
        return network;
    }

    private static double value(Subject subject, String name) {
        try (StepScope scope = StepScope.open()) {
            return Measures.CATALOGUE.get(name).measure(subject).value();
        }
    }

    /** C2, C10: A1 = [[2,0],[0,1]], A2 = [[1,1],[1,-1]]. */
    @Test
    void normsByHand() {
        try (Network network = matrices(new double[][] {{2, 0}, {0, 1}}, new double[][] {{1, 1}, {1, -1}});
                Network identity = matrices(new double[][] {{1, 0}, {0, 1}}, new double[][] {{0, 0}, {0, 0}});
                Subject subject = Subject.of(network).initial(identity)) {
            assertThat(value(subject, "log-prod-of-spec")).isCloseTo(2.079442, within(5e-7));
            assertThat(value(subject, "fro-over-spec")).isCloseTo(3.25, within(1e-12));
            assertThat(value(subject, "spectral-complexity")).isCloseTo(13.952154, within(5e-7));
            assertThat(value(subject, "spectral-complexity-init")).isCloseTo(9.338987, within(5e-7));
            assertThat(value(subject, "fro-dist")).isCloseTo(5, within(1e-12));
            assertThat(value(subject, "params")).isEqualTo(8);
        }
    }

    /** C4: W1 = [[1,-2],[3,0.5]], W2 = [[1,-1]]. */
    @Test
    void pathNormsByHand() {
        try (Network network = matrices(new double[][] {{1, -2}, {3, 0.5}}, new double[][] {{1, -1}});
                Subject subject = Subject.of(network)) {
            assertThat(value(subject, "path-norm")).isCloseTo(14.25, within(1e-12));
            assertThat(PathNorms.of(network, 2)).isCloseTo(3.774917, within(5e-7));
            assertThat(value(subject, "path-norm-l1")).isCloseTo(6.5, within(1e-12));
        }
    }

    /** C10: w - w0 = (.5, -.2, .1), σ' = .3: half of KL = 4.891775. */
    @Test
    void magnitudeAwareSumByHand() {
        double[] change = {0.5, -0.2, 0.1};
        assertThat(FlatnessMeasures.magnitude(change, 0.09 + 1, 0.3, 0.3)).isCloseTo(2.4458875, within(5e-7));
    }

    /** C7: kernel of ones on 8 positions: 3 circular, 1 + 2 cos(π/9) zero-padded, √3 reshaped; 3 x 3 likewise. */
    @Test
    void convolutionNormsByHand() {
        try (StepScope scope = StepScope.open()) {
            Tensor line = Tensors.of(new double[] {1, 1, 1}, 1, 1, 1, 3);
            assertThat(ConvolutionNorms.onGrid(line, 1, 8)).isCloseTo(3, within(1e-9));
            assertThat(ConvolutionNorms.circularFrobeniusSquared(line, 8)).isCloseTo(24, within(1e-9));
            Tensor square = Tensors.of(new double[] {1, 1, 1, 1, 1, 1, 1, 1, 1}, 1, 1, 3, 3);
            var architecture = new dev.shatter.network.Architecture(
                    "one",
                    Shape.of(1, 8, 8),
                    64,
                    List.of(dev.shatter.network.Convolution.same(1, 3, false), new dev.shatter.network.Flatten()),
                    dev.shatter.network.Initialisation.HE);
            var place = architecture.placed().get(0);
            assertThat(ConvolutionNorms.circular(square, place)).isCloseTo(9, within(1e-9));
            assertThat(ConvolutionNorms.power(square, place, 2000, 1e-9, 1).value())
                    .isCloseTo(8.290859, within(5e-6));
            assertThat(ConvolutionNorms.upper(square, place)).isBetween(8.290859, 9.000001);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp:8-5,init=torch", "cnn:3-4,bn=true"})
    void agreesWithANaiveReading(String reference) {
        try (MeasureFixture fixture = new MeasureFixture(reference, 60, 30)) {
            Naive naive = new Naive(fixture.network);
            Naive start = new Naive(fixture.initial);
            List<Naive.Layer> w = naive.layers;
            int depth = w.size();
            double logSpec = 0;
            double logFro = 0;
            double froOverSpec = 0;
            double distOverSpec = 0;
            double dist = 0;
            double distSpec = 0;
            double norm = 0;
            double count = 0;
            double complexity = 0;
            double effective = 0;
            for (int l = 0; l < depth; l++) {
                Naive.Layer layer = w.get(l);
                Naive.Layer change = layer.minus(start.layers.get(l));
                double spec = layer.spectral();
                logSpec += 2 * Math.log(spec);
                logFro += Math.log(layer.frobeniusSquared());
                froOverSpec += layer.frobeniusSquared() / (spec * spec);
                distOverSpec += change.frobeniusSquared() / (spec * spec);
                dist += change.frobeniusSquared();
                distSpec += change.spectral() * change.spectral();
                norm += layer.frobeniusSquared();
                count += layer.weight.length * (double) layer.weight[0].length;
                complexity += Math.pow(layer.rowNorms() / spec, 2.0 / 3);
                double[] singular = Naive.svd(layer.weight);
                double sum = Arrays.stream(singular).sum();
                effective += Math.exp(Arrays.stream(singular)
                                .filter(s -> s > 0)
                                .map(s -> -s / sum * Math.log(s / sum))
                                .sum())
                        / depth;
            }
            double[] margins = new double[60];
            double entropy = 0;
            double cross = 0;
            for (int i = 0; i < 60; i++) {
                double[] f = naive.forward(fixture.example(i));
                int y = fixture.split.labels()[i];
                double other = Double.NEGATIVE_INFINITY;
                double total = 0;
                for (int c = 0; c < f.length; c++) {
                    total += Math.exp(f[c]);
                    other = c == y ? other : Math.max(other, f[c]);
                }
                margins[i] = f[y] - other;
                cross += (Math.log(total) - f[y]) / 60;
                for (double logit : f) {
                    double p = Math.exp(logit) / total;
                    entropy += p * Math.log(p) / 60;
                }
            }
            double errors = Arrays.stream(margins).filter(m -> m <= 0).count() / 60.0;
            Arrays.sort(margins);
            double g = margins[5];
            double lg = 2 * Math.log(Math.abs(g));

            agrees(fixture, "train-error", errors);
            agrees(fixture, "cross-entropy", cross);
            agrees(fixture, "neg-entropy", entropy);
            agrees(fixture, "inverse-margin", 1 / (g * g));
            agrees(fixture, "margins", g);
            agrees(fixture, "params", count);
            agrees(fixture, "l2", Math.sqrt(norm));
            agrees(fixture, "l2-dist", Math.sqrt(dist));
            agrees(fixture, "param-norm", norm);
            agrees(fixture, "fro-dist", dist);
            agrees(fixture, "dist-spec-init", distSpec);
            agrees(fixture, "log-prod-of-fro", logFro);
            agrees(fixture, "log-prod-of-fro-over-margin", logFro - lg);
            agrees(fixture, "log-sum-of-fro", Math.log(depth * Math.exp(logFro / depth)));
            agrees(fixture, "log-sum-of-fro-over-margin", Math.log(depth * Math.exp((logFro - lg) / depth)));
            agrees(fixture, "log-prod-of-spec", logSpec);
            agrees(fixture, "log-prod-of-spec-over-margin", logSpec - lg);
            agrees(fixture, "log-sum-of-spec", Math.log(depth * Math.exp(logSpec / depth)));
            agrees(fixture, "log-sum-of-spec-over-margin", Math.log(depth * Math.exp((logSpec - lg) / depth)));
            agrees(fixture, "fro-over-spec", froOverSpec);
            agrees(fixture, "stable-rank", froOverSpec / depth);
            agrees(fixture, "effective-rank", effective);
            agrees(fixture, "log-spec-init-main", logSpec + Math.log(distOverSpec) - lg);
            agrees(fixture, "log-spec-orig-main", logSpec + Math.log(froOverSpec) - lg);
            double complex = Math.exp(logSpec / 2) * Math.pow(complexity, 1.5);
            agrees(fixture, "spectral-complexity", complex);
            agrees(fixture, "margins-over-prod-of-spec", g / Math.exp(logSpec / 2));
            agrees(fixture, "margins-over-prod-of-fro", g / Math.exp(logFro / 2));
            double inputs = 0;
            for (int i = 0; i < 60; i++) {
                inputs += Arrays.stream(fixture.example(i)).map(x -> x * x).sum();
            }
            agrees(fixture, "margins-over-spectral-complexity", g * 60 / (complex * Math.sqrt(inputs)));

            agrees(
                    fixture,
                    "spectral-norm",
                    w.stream().mapToDouble(Naive.Layer::spectral).max().orElseThrow());
            double fromInitial = 0;
            double ranks = 0;
            for (int l = 0; l < depth; l++) {
                double spec = w.get(l).spectral();
                fromInitial += Math.pow(w.get(l).minus(start.layers.get(l)).rowNorms() / spec, 2.0 / 3);
                double[][] matrix = w.get(l).weight;
                double limit = spec * Math.max(matrix.length, matrix[0].length) * Math.ulp(1f);
                ranks += (double) Arrays.stream(Naive.svd(matrix))
                                .filter(s -> s > limit)
                                .count()
                        / depth;
            }
            agrees(fixture, "spectral-complexity-init", Math.exp(logSpec / 2) * Math.pow(fromInitial, 1.5));
            agrees(fixture, "numerical-rank", ranks);

            for (Naive.Layer layer : naive.layers) {
                layer.bias = Arrays.stream(layer.bias).map(Math::abs).toArray();
                layer.weight = Arrays.stream(layer.weight)
                        .map(row -> Arrays.stream(row).map(Math::abs).toArray())
                        .toArray(double[][]::new);
            }
            double[] unit = new double[36];
            Arrays.fill(unit, 1);
            agrees(fixture, "path-norm-l1", Arrays.stream(naive.forward(unit)).sum());

            // Paths: the same chain with squared weights on an input of ones.
            for (Naive.Layer layer : naive.layers) {
                layer.bias = Arrays.stream(layer.bias).map(b -> b * b).toArray();
                layer.weight = Arrays.stream(layer.weight)
                        .map(row -> Arrays.stream(row).map(x -> x * x).toArray())
                        .toArray(double[][]::new);
            }
            double[] ones = new double[36];
            Arrays.fill(ones, 1);
            double paths = Arrays.stream(naive.forward(ones)).sum();
            agrees(fixture, "path-norm", paths);
            agrees(fixture, "path-norm-over-margin", paths / (g * g));
            agrees(fixture, "margins-over-path-norm", g / Math.sqrt(paths));
        }
    }

    private static void agrees(MeasureFixture fixture, String name, double expected) {
        assertThat(fixture.value(name)).as(name).isCloseTo(expected, within(1e-5 * Math.abs(expected) + 1e-12));
    }

    /** R10: power iteration against the dense decomposition of the unrolled convolution; upper bounds are upper. */
    @Test
    void operatorNormsAreThoseOfTheUnrolledConvolution() {
        try (MeasureFixture fixture = new MeasureFixture("cnn:3-4,bn=true", 60, 30)) {
            Naive naive = new Naive(fixture.network);
            Map<String, Double> power = fixture.reading("conv-norm-power").details();
            Map<String, Double> upper = fixture.reading("conv-norm-upper").details();
            List<Double> norms = new ArrayList<>();
            for (int l = 0; l < 2; l++) {
                String name = naive.layers.get(l).place.name();
                double dense = Naive.svd(naive.unrolled(l))[0];
                norms.add(dense);
                assertThat(power.get(name)).isCloseTo(dense, within(1e-4 * dense));
                assertThat(upper.get(name)).isGreaterThanOrEqualTo(dense * (1 - 1e-9));
                // Each pixel lies in at most 9 patches.
                assertThat(dense).isLessThanOrEqualTo(3 * naive.layers.get(l).spectral());
                double frobenius = naive.layers.get(l).frobeniusSquared();
                assertThat(ConvolutionNorms.circularFrobeniusSquared(
                                Tensors.of(new double[] {Math.sqrt(frobenius)}, 1), 9))
                        .isCloseTo(9 * frobenius, within(1e-9 * frobenius));
            }
            assertThat(fixture.value("conv-norm-power")).isCloseTo(Math.max(norms.get(0), norms.get(1)), within(1e-3));
        }
    }

    /** R9: W1 → a W1, b1 → a b1, W2 → W2/a leaves the function and what is invariant; moves what is not. */
    @Test
    void rescalingMovesOnlyWhatIsNotInvariant() {
        try (MeasureFixture fixture = new MeasureFixture("mlp:8,init=torch", 60, 30);
                Network moved = fixture.network.copy()) {
            double a = 7;
            Map<String, HostArray> state = new java.util.TreeMap<>(fixture.network.state());
            state.put("dense1.weight", times(state, "dense1.weight", a));
            state.put("dense1.bias", times(state, "dense1.bias", a));
            state.put("dense2.weight", times(state, "dense2.weight", 1 / a));
            moved.load(state);
            try (Subject other = Subject.of(moved)
                    .initial(fixture.initial)
                    .train(fixture.train)
                    .test(fixture.test)) {
                for (String same : List.of(
                        "train-error",
                        "cross-entropy",
                        "margins",
                        "path-norm",
                        "path-norm-l1",
                        "log-prod-of-spec",
                        "log-prod-of-fro",
                        "fro-over-spec",
                        "stable-rank",
                        "spectral-complexity",
                        "fisher-rao",
                        "fisher-rao-model",
                        "adaptive-sharpness-average")) {
                    double expected = fixture.value(same);
                    assertThat(value(other, same))
                            .as(same)
                            .isCloseTo(expected, within(1e-8 * Math.abs(expected) + 1e-12));
                }
                for (String changed : List.of("l2", "fro-dist", "param-norm", "hessian-trace", "sam-sharpness")) {
                    double before = fixture.value(changed);
                    assertThat(Math.abs(value(other, changed) - before))
                            .as(changed)
                            .isGreaterThan(1e-3 * Math.abs(before));
                }
            }
        }
    }

    private static HostArray times(Map<String, HostArray> state, String name, double factor) {
        HostArray array = Objects.requireNonNull(state.get(name));
        return HostArray.of(
                Arrays.stream(array.doubles()).map(x -> factor * x).toArray(),
                array.shape().toArray(Integer[]::new));
    }
}
