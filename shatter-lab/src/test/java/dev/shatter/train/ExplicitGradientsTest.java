package dev.shatter.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shatter.data.Shape;
import dev.shatter.network.Architecture;
import dev.shatter.network.Backpropagation;
import dev.shatter.network.Network;
import dev.shatter.network.Networks;
import dev.shatter.network.Pass;
import dev.shatter.torch.Generators;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Derivatives written out against autograd, for every network whose layers have them. */
class ExplicitGradientsTest {
    private static final Shape SHAPE = Shape.of(1, 6, 6);
    private static final int CLASSES = 5;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "linear",
                "linear:bias=false",
                "mlp:7",
                "mlp:9-8-7,dropout=0.4",
                "mlp:9-8,activation=tanh",
                "mlp:9-8,activation=tanh,dropout=0.4",
                "mlp:9-8,activation=softplus",
                "mlp:9-8,activation=gelu",
                "mlp:9-8,activation=silu"
            })
    void areAutograds(String reference) {
        for (String loss : Losses.CATALOGUE.names()) {
            assertThat(apart(reference, loss, ScalarType.Float)).as(loss).isLessThan(1e-6);
            assertThat(apart(reference, loss, ScalarType.Double)).as(loss).isLessThan(1e-12);
        }
    }

    /** ‖g - g'‖ / ‖g'‖ over two batches, the second smaller, of two networks with dropout of their own. */
    private static double apart(String reference, String lossName, ScalarType type) {
        Loss loss = Losses.of(Losses.CATALOGUE.parse(lossName));
        Architecture architecture = Networks.architecture(reference, SHAPE, CLASSES);
        assertThat(Backpropagation.covers(architecture)).isTrue();
        double squares = 0;
        double norms = 0;
        try (StepScope scope = StepScope.open();
                Network one = Network.create(architecture, 1, type);
                Network two = Network.create(architecture, 2, type)) {
            List<Network> networks = List.of(one, two);
            Tensor theta = torch.stack(new TensorVector(one.flat(), two.flat()));
            try (ExplicitGradients gradients =
                    new ExplicitGradients(List.of(architecture, architecture), theta, loss)) {
                for (int n : new int[] {16, 11}) {
                    Generators.seed(4, "examples", n);
                    Tensor x = torch.randn(2, n, 1, 6, 6).to(type);
                    Tensor labels = Tensors.indices(IntStream.range(0, 2 * n)
                                    .map(i -> i * 7 % CLASSES)
                                    .toArray())
                            .view(2, n);
                    gradients.at(new Batch(x, labels), new long[] {5, 6});
                    for (int i = 0; i < 2; i++) {
                        Generators.use(5 + i);
                        Tensor outputs = networks.get(i).forward(x.select(0, i), Pass.TRAINING);
                        Tensor mean = loss.mean(outputs, labels.select(0, i));
                        TensorVector found = torch.grad(
                                new TensorVector(mean),
                                new TensorVector(
                                        networks.get(i).parameters().values().toArray(new Tensor[0])));
                        Tensor expected = Tensors.joined(found, 0, found.size());
                        Tensor own = gradients.values().select(0, i);
                        squares += Math.pow(own.sub(expected).norm().item_double(), 2);
                        norms += Math.pow(expected.norm().item_double(), 2);
                        assertThat(gradients.loss(i) / mean.item_double() - 1).isBetween(-1e-6, 1e-6);
                        assertThat(gradients.correct(i)).isEqualTo(Evaluation.correct(outputs, labels.select(0, i)));
                    }
                }
            }
        }
        return Math.sqrt(squares / norms);
    }
}
