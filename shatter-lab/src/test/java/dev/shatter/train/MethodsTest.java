package dev.shatter.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.Variant;
import dev.shatter.data.Shape;
import dev.shatter.network.Network;
import dev.shatter.network.Networks;
import dev.shatter.torch.Generators;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How steps' gradients are made. */
class MethodsTest {
    private static final Variant SGD = Optimizers.CATALOGUE.parse("sgd:momentum=0,lr=1");
    private static final Shape SHAPE = Shape.of(1, 6, 6);

    /**
     * The quadratic (w - a)ᵀ D (w - a) / 2 + (b - c)² / 2 with D = diag(1, 4) as if it were a network's loss: w = 2 weights, b
     * a bias.
     */
    private static final class Quadratic implements TrainingLoss {
        private static final double[] CURVATURE = {1, 4, 1};
        private static final double[] CENTRE = {0.5, -1, 2};
        private final Network network;
        private final List<double[]> visited = new ArrayList<>();

        Quadratic(double... weights) {
            network = Network.create(Networks.architecture("linear", Shape.of(2), 1), 1);
            try (StepScope scope = StepScope.open();
                    NoGradGuard off = new NoGradGuard()) {
                network.flat().copy_(Tensors.of(weights, 3));
            }
        }

        static double[] slope(double[] w) {
            return IntStream.range(0, 3)
                    .mapToDouble(i -> CURVATURE[i] * (w[i] - CENTRE[i]))
                    .toArray();
        }

        @Override
        public Network network() {
            return network;
        }

        @Override
        public Gradient at(Batch batch) {
            double[] w = Tensors.doubles(network.flat());
            visited.add(w);
            double[] g = slope(w);
            return new Gradient(
                    visited.size(),
                    visited.size(),
                    Tensors.of(new float[] {(float) g[0], (float) g[1], (float) g[2]}, 3));
        }
    }

    private static final double[] START = {1.5, 0.25, -0.5};

    private static double[] made(String method, Quadratic loss) {
        Variant variant = Methods.CATALOGUE.parse(method);
        Gradient gradient = Methods.CATALOGUE.get(variant).gradient(variant, loss, someBatch(), 0.1);
        assertThat(gradient.loss()).isEqualTo(1);
        assertThat(gradient.correct()).isEqualTo(1);
        assertThat(Tensors.doubles(loss.network().flat())).containsExactly(START);
        return Tensors.doubles(gradient.values());
    }

    private static Batch someBatch() {
        return new Batch(torch.zeros(1, 2), Tensors.indices(0));
    }

    @Test
    void plainIsTheGradient() {
        try (StepScope scope = StepScope.open()) {
            Quadratic loss = new Quadratic(START);
            assertThat(made("plain", loss)).containsExactly(Quadratic.slope(START));
            assertThat(loss.visited).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 2})
    void sharpnessAwareIsTheGradientARadiusUphill(double rho) {
        try (StepScope scope = StepScope.open()) {
            double[] g = Quadratic.slope(START);
            double norm = Math.sqrt(Arrays.stream(g).map(x -> x * x).sum());
            double[] uphill = IntStream.range(0, 3)
                    .mapToDouble(i -> START[i] + rho * g[i] / norm)
                    .toArray();
            assertThat(made("sam:rho=" + rho, new Quadratic(START)))
                    .containsExactly(Quadratic.slope(uphill), within(1e-5));
        }
    }

    /** Kwon et al. 2021, algorithm 1, in units of |w| + 0.01 for the weights, of 1 for the bias. */
    @Test
    void adaptiveSharpnessIsMeasuredInUnitsOfTheWeights() {
        try (StepScope scope = StepScope.open()) {
            double rho = 0.5;
            double[] g = Quadratic.slope(START);
            double[] unit = {1.51, 0.26, 1};
            double norm = Math.sqrt(IntStream.range(0, 3)
                    .mapToDouble(i -> unit[i] * g[i])
                    .map(x -> x * x)
                    .sum());
            double[] uphill = IntStream.range(0, 3)
                    .mapToDouble(i -> START[i] + rho * unit[i] * unit[i] * g[i] / norm)
                    .toArray();
            assertThat(made("sam:rho=0.5,adaptive=true", new Quadratic(START)))
                    .containsExactly(Quadratic.slope(uphill), within(1e-5));
        }
    }

    @Test
    void withoutAGradientThereIsNoUphill() {
        try (StepScope scope = StepScope.open()) {
            Quadratic loss = new Quadratic(Quadratic.CENTRE);
            Variant sam = Methods.CATALOGUE.parse("sam");
            Gradient gradient = Methods.CATALOGUE.get(sam).gradient(sam, loss, someBatch(), 0.1);
            assertThat(Tensors.doubles(gradient.values())).containsOnly(0);
        }
    }

    private static Network stepped(String network, String method) {
        Network trained = Network.create(Networks.architecture(network, SHAPE, 3), 3);
        try (StepScope scope = StepScope.open();
                Optimizer optimizer = Optimizers.CATALOGUE.get(SGD).create(SGD, trained);
                TrainingStep step = new TrainingStep(
                        trained,
                        Losses.CATALOGUE.get("cross-entropy"),
                        optimizer,
                        false,
                        Methods.CATALOGUE.parse(method),
                        null)) {
            Generators.seed(5, "batch");
            Tensor x = torch.randn(12, 1, 6, 6);
            step.run(
                    new Batch(
                            x,
                            Tensors.indices(
                                    IntStream.range(0, 12).map(i -> i % 3).toArray())),
                    0.1,
                    false);
        }
        return trained;
    }

    @Test
    void aRadiusOfZeroIsAPlainStepToTheBit() {
        try (Network plain = stepped("mlp:8", "plain");
                Network sharp = stepped("mlp:8", "sam:rho=0")) {
            assertThat(Tensors.floats(sharp.flat())).containsExactly(Tensors.floats(plain.flat()));
        }
    }

    @Test
    void statisticsFollowTheWeightsNotTheNeighbour() {
        try (Network plain = stepped("cnn:4,bn=true", "plain");
                Network sharp = stepped("cnn:4,bn=true", "sam:rho=3")) {
            plain.buffers()
                    .forEach((name, tensor) -> assertThat(Tensors.floats(sharp.buffer(name)))
                            .as(name)
                            .containsExactly(Tensors.floats(tensor)));
            assertThat(Tensors.floats(sharp.flat())).isNotEqualTo(Tensors.floats(plain.flat()));
        }
    }
}
