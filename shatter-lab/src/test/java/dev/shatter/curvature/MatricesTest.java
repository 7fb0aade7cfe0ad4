package dev.shatter.curvature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.BadInput;
import dev.shatter.data.Shape;
import dev.shatter.network.Network;
import dev.shatter.network.Networks;
import dev.shatter.torch.Generators;
import dev.shatter.torch.HostArray;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import dev.shatter.train.Examples;
import dev.shatter.train.Loss;
import dev.shatter.train.Losses;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CurvatureMatrices made of gradients of single examples, against sums over examples and labels. */
class MatricesTest {
    private static final int N = 5;
    private static final int CLASSES = 3;

    private final Network network =
            Network.create(Networks.architecture("mlp:4,activation=tanh", Shape.of(6), CLASSES), 4, ScalarType.Double);

    private static Tensor inputs() {
        return torch.randn(new long[] {N, 6}, Generators.of(5, "x"), new TensorOptions(ScalarType.Double));
    }

    private LocalLoss loss(String name) {
        return loss(name, Examples.of(inputs(), Tensors.indices(0, 1, 2, 0, 1)), 2);
    }

    private LocalLoss loss(String name, Examples examples, int block) {
        Loss loss = Losses.CATALOGUE.get(name);
        return LocalLoss.of(new EmpiricalLoss(network, loss, examples, block), network.flat());
    }

    /** ∇l_i under a label. */
    private Tensor gradient(String name, int i, int label) {
        return loss(name, Examples.of(inputs().narrow(0, i, 1), Tensors.indices(label)), 1)
                .gradient();
    }

    /** (1/n) Σ_i Σ_y weight(i, y) g gᵀ. */
    private Tensor moment(String name, BiFunction<Integer, Integer, Double> weight) {
        Tensor sum = torch.zeros(
                new long[] {network.flat().numel(), network.flat().numel()},
                network.flat().options());
        for (int i = 0; i < N; i++) {
            for (int y = 0; y < CLASSES; y++) {
                Tensor g = gradient(name, i, y);
                sum.add_(g.outer(g), new Scalar(weight.apply(i, y) / N));
            }
        }
        return sum;
    }

    private static void same(LinearOperator operator, Tensor expected) {
        assertThat(Tensors.doubles(FormedMatrix.of(operator)))
                .containsExactly(Tensors.doubles(expected.contiguous()), within(1e-12));
    }

    @Test
    void fisherIsTheMomentUnderTheModelsLabels() {
        try (StepScope scope = StepScope.open()) {
            double[] p = Tensors.doubles(network.forward(inputs(), false).softmax(1));
            same(
                    CurvatureMatrices.FISHER.at(loss("cross-entropy")),
                    moment("cross-entropy", (i, y) -> p[i * CLASSES + y]));
        }
    }

    @Test
    void empiricalFisherAndCovariance() {
        try (StepScope scope = StepScope.open()) {
            Tensor moment = moment("mse", (i, y) -> i % CLASSES == y ? 1.0 : 0.0);
            LocalLoss loss = loss("mse");
            same(CurvatureMatrices.CATALOGUE.get("empirical-fisher").at(loss), moment);
            Tensor mean = loss.gradient();
            same(CurvatureMatrices.CATALOGUE.get("gradients").at(loss), moment.sub(mean.outer(mean)));
        }
    }

    /** No sharper claim: of every matrix that says so, no eigenvalue is below 0 by more than rounding. */
    @ParameterizedTest
    @ValueSource(strings = {"ggn", "fisher", "empirical-fisher", "gradients"})
    void semidefiniteOnesAre(String name) {
        try (StepScope scope = StepScope.open()) {
            Matrix matrix = CurvatureMatrices.CATALOGUE.get(name);
            assertThat(matrix.semidefinite()).isTrue();
            Tensor values = torch.linalg_eigvalsh(FormedMatrix.of(matrix.at(loss("logistic"))));
            assertThat(values.min().item_double()).isGreaterThan(-1e-12);
            assertThat(values.max().item_double()).isPositive();
        }
    }

    @Test
    void hingeHasNoFisherInformationAndNoCurvatureInItsOutputs() {
        try (StepScope scope = StepScope.open()) {
            assertThatThrownBy(() -> CurvatureMatrices.FISHER.at(loss("hinge")))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("no likelihood");
            assertThat(FormedMatrix.of(CurvatureMatrices.GAUSS_NEWTON.at(loss("hinge")))
                            .abs()
                            .max()
                            .item_double())
                    .isZero();
        }
    }

    @Test
    void blocksAndMasksThatFitNothingAreRefused() {
        assertThatThrownBy(() -> Selection.of(network.architecture(), List.of("conv1")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("dense1");
        Selection all = Selection.all(network.architecture());
        assertThatThrownBy(() -> all.masked(Map.of("dense1.weight", HostArray.of(new byte[2], 2))))
                .isInstanceOf(BadInput.class);
        Selection bias = Selection.of(network.architecture(), List.of("dense1.bias"));
        assertThatThrownBy(() -> bias.masked(Map.of("dense1.bias", HostArray.of(new byte[4], 4))))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("leaves no parameter");
        assertThat(Selection.of(network.architecture(), List.of("dense2")).size())
                .isEqualTo(15);
    }
}
