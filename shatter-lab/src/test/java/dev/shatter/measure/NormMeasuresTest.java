package dev.shatter.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.data.Shape;
import dev.shatter.measure.catalogue.Measures;
import dev.shatter.measure.norm.PathNorms;
import dev.shatter.measure.sharpness.FlatnessMeasures;
import dev.shatter.network.Network;
import dev.shatter.torch.HostArray;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

/** Norms, margins, paths and spectra against numbers by hand, and their invariances. */
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
            var kernel = place.kernel().orElseThrow();
            assertThat(ConvolutionNorms.circular(square, kernel, place)).isCloseTo(9, within(1e-9));
            assertThat(ConvolutionNorms.fromBelow(square, kernel, place, 64, 1e-9, 1)
                            .value())
                    .isCloseTo(8.290859, within(5e-6));
            assertThat(ConvolutionNorms.upper(square, kernel, place)).isBetween(8.290859, 9.000001);
        }
    }

    /** R10: what converges from below stays under the upper bound, and each pixel lies in at most 9 patches. */
    @Test
    void operatorNormsAreOrdered() {
        try (MeasureFixture fixture = new MeasureFixture("cnn:3-4,bn=true", 60, 30)) {
            Map<String, Double> power = fixture.reading("conv-norm-power").details();
            Map<String, Double> upper = fixture.reading("conv-norm-upper").details();
            Map<String, Double> reshaped = fixture.reading("spectral-norm").details();
            assertThat(power).hasSize(2).allSatisfy((layer, norm) -> {
                assertThat(upper.get(layer)).isGreaterThanOrEqualTo(norm * (1 - 1e-9));
                assertThat(reshaped.get(layer)).isGreaterThanOrEqualTo(norm / 3);
            });
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
