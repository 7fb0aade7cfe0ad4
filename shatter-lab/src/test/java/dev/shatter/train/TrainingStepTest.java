package dev.shatter.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.Variant;
import dev.shatter.data.Shape;
import dev.shatter.network.Architecture;
import dev.shatter.network.Network;
import dev.shatter.network.Networks;
import dev.shatter.network.Pass;
import dev.shatter.torch.Generators;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import dev.shatter.torch.Threads;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One step of training, in fp32 against autograd by hand, in bf16 against fp32. */
class TrainingStepTest {
    private static final int BATCH = 24;
    private static final int CLASSES = 4;
    private static final Variant SGD = Optimizers.CATALOGUE.parse("sgd,lr=0.05,momentum=0.9");
    private static final Loss LOSS = Losses.CATALOGUE.get("cross-entropy");

    private static Architecture architecture(String reference) {
        return Networks.architecture(reference, Shape.of(2, 8, 8), CLASSES);
    }

    private static Batch batch(boolean half) {
        Generators.seed(8, "batch", 0);
        Tensor x = torch.randn(BATCH, 2, 8, 8);
        return new Batch(
                half ? x.to(ScalarType.BFloat16) : x,
                Tensors.indices(IntStream.range(0, BATCH).map(i -> i % CLASSES).toArray()));
    }

    /** Losses and last weights of a few steps on one batch. */
    private static List<double[]> trained(String reference, boolean half, int steps) {
        double[] losses = new double[steps];
        try (StepScope scope = StepScope.open();
                Network network = Network.create(architecture(reference), 3);
                Optimizer optimizer = Optimizers.CATALOGUE.get(SGD).create(SGD, network);
                TrainingStep step = new TrainingStep(network, LOSS, optimizer, half)) {
            Batch batch = batch(half);
            for (int i = 0; i < steps; i++) {
                losses[i] = step.run(batch, 0.05, false).loss();
            }
            assertThat(network.flat().scalar_type().intern()).isEqualTo(ScalarType.Float);
            return List.of(losses, Tensors.doubles(network.flat()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp:16", "cnn:8-8,bn=true", "alexnet-small", "inception-small"})
    void isOneStepDownTheGradient(String reference) {
        double rate = 0.05;
        try (StepScope scope = StepScope.open();
                Network network = Network.create(architecture(reference), 3);
                Network other = network.copy();
                Optimizer optimizer = Optimizers.CATALOGUE.get(SGD).create(SGD, network);
                TrainingStep step = new TrainingStep(network, LOSS, optimizer, false)) {
            Batch batch = batch(false);
            TrainingStep.Result result = step.run(batch, rate, true);
            Tensor outputs = other.forward(batch.inputs(), Pass.TRAINING);
            Tensor loss = LOSS.mean(outputs, batch.labels());
            TensorVector gradients = torch.grad(
                    new TensorVector(loss),
                    new TensorVector(other.parameters().values().toArray(new Tensor[0])));
            Tensor gradient = Tensors.joined(gradients, 0, gradients.size());
            Tensor expected = other.flat().sub(gradient.mul(new org.bytedeco.pytorch.Scalar(rate)));
            assertThat(result.loss()).isCloseTo(loss.item_double(), within(1e-4));
            assertThat(result.gradientNorm())
                    .isCloseTo(
                            gradient.norm().item_double(),
                            within(1e-3 * (1 + gradient.norm().item_double())));
            double apart = network.flat().sub(expected).norm().item_double();
            assertThat(apart).isLessThan(1e-3 * rate * (1 + gradient.norm().item_double()));
        }
    }

    /** Weights, activations and gradients are rounded to eight bits, sums are not: the same path, up to some per cent. */
    @ParameterizedTest
    @ValueSource(strings = {"mlp:16", "cnn:8-8,bn=true", "alexnet-small"})
    void inHalfPrecisionFollowsTheSamePath(String reference) {
        int steps = 12;
        List<double[]> full = trained(reference, false, steps);
        List<double[]> half = trained(reference, true, steps);
        double[] reached = full.get(0);
        for (int i = 0; i < steps; i++) {
            assertThat(half.get(0)[i]).isCloseTo(reached[i], within(0.05 * reached[0]));
        }
        assertThat(half.get(0)[steps - 1]).isLessThan(0.8 * half.get(0)[0]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp:16", "cnn:8-8,bn=true", "inception-small"})
    void repeatsToTheBitWithTwoThreads(String reference) {
        int before = Threads.used();
        Threads.use(2);
        try {
            List<double[]> once = trained(reference, false, 3);
            List<double[]> again = trained(reference, false, 3);
            assertThat(again.get(0)).containsExactly(once.get(0));
            double apart = IntStream.range(0, once.get(1).length)
                    .mapToDouble(i -> Math.abs(once.get(1)[i] - again.get(1)[i]))
                    .max()
                    .orElseThrow();
            assertThat(apart).as("largest difference of a weight").isZero();
        } finally {
            Threads.use(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp:16", "cnn:8-8,bn=true"})
    void evaluatesInTheBatchsPrecision(String reference) {
        try (StepScope scope = StepScope.open();
                Network network = Network.create(architecture(reference), 3);
                WorkingWeights weights = WorkingWeights.of(network, true)) {
            Tensor half = weights.forward(batch(true).inputs(), Pass.LEAN_EVALUATION);
            Tensor full = network.forward(batch(false).inputs(), Pass.EVALUATION);
            assertThat(half.scalar_type().intern()).isEqualTo(ScalarType.BFloat16);
            double size = full.abs().max().item_double();
            assertThat(half.to(ScalarType.Float).sub(full).abs().max().item_double())
                    .isLessThan(0.05 * size);
        }
    }
}
