package dev.shatter.bayes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.bayes.LaplaceEvidence.Structure;
import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import dev.shatter.curvature.EmpiricalLoss;
import dev.shatter.curvature.LocalLoss;
import dev.shatter.data.Shape;
import dev.shatter.exact.LinearEvidence;
import dev.shatter.network.Network;
import dev.shatter.network.Networks;
import dev.shatter.torch.Generators;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import dev.shatter.train.Examples;
import dev.shatter.train.Losses;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

class LaplaceEvidenceTest {
    private static final int N = 9;

    private static LocalLoss loss(Network network, String loss, Tensor x, int[] labels) {
        return LocalLoss.of(
                new EmpiricalLoss(network, Losses.CATALOGUE.get(loss), Examples.of(x, Tensors.indices(labels)), 4),
                network.flat());
    }

    /**
     * A linear network with two outputs under mse is two Bayesian linear regressions of unit noise on one-hot targets: l is
     * half the squared distance.
     */
    @Test
    void isExactForBayesianLinearRegression() {
        Chance chance = Chance.of(3, "evidence");
        double[][] x = new double[N][3];
        int[] labels = new int[N];
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < 3; j++) {
                x[i][j] = chance.nextGaussian();
            }
            labels[i] = chance.nextInt(2);
        }
        double lambda = 0.7;
        double exact = 0;
        double[] weights = new double[6];
        for (int c = 0; c < 2; c++) {
            int output = c;
            double[] targets = IntStream.range(0, N)
                    .mapToDouble(i -> labels[i] == output ? 1 : 0)
                    .toArray();
            LinearEvidence one = LinearEvidence.of(x, targets, lambda);
            exact += one.exact();
            System.arraycopy(one.mode(), 0, weights, 3 * c, 3);
        }
        double constant = N * Math.log(2 * Math.PI);
        try (StepScope scope = StepScope.open();
                Network network = Network.create(
                        Networks.architecture("linear,bias=false", Shape.of(3), 2), 1, ScalarType.Double)) {
            network.flat().copy_(Tensors.of(weights, 6));
            double[] flat = java.util.Arrays.stream(x)
                    .flatMapToDouble(java.util.Arrays::stream)
                    .toArray();
            LaplaceEvidence found = LaplaceEvidence.of(
                    loss(network, "mse", Tensors.of(flat, N, 3), labels), Structure.FULL, OptionalDouble.of(lambda), 1);
            assertThat(found.logEvidence() - constant).isCloseTo(exact, within(1e-9));
            assertThat(found.effective().value()).isBetween(0.0, 6.0);
        }
    }

    /** 6·9 + 9 + 9·3 + 3 = 93 parameters: against Jacobians of single outputs, one after another. */
    @Test
    void agreesWithADenseComputationForATanhNetwork() {
        try (StepScope scope = StepScope.open();
                Network network = Network.create(
                        Networks.architecture("mlp:9,activation=tanh", Shape.of(6), 3), 4, ScalarType.Double)) {
            assertThat(network.flat().numel()).isEqualTo(93);
            Tensor x = torch.randn(new long[] {N, 6}, Generators.of(5, "x"), new TensorOptions(ScalarType.Double));
            int[] labels = IntStream.range(0, N).map(i -> i % 3).toArray();
            LocalLoss at = loss(network, "cross-entropy", x, labels);
            // G = Σ_i J_iᵀ (diag p - p pᵀ) J_i by columns: J e_k for every parameter k.
            Tensor jacobian = torch.zeros(new long[] {N, 3, 93}, new TensorOptions(ScalarType.Double));
            Tensor eye = torch.eye(93).to(ScalarType.Double);
            for (int k = 0; k < 93; k++) {
                jacobian.select(2, k)
                        .copy_(at.loss()
                                .directional(network.flat(), eye.select(0, k), 0, N)
                                .slopes());
            }
            Tensor p = network.forward(x, false).softmax(1).detach();
            Tensor total = torch.zeros(new long[] {93, 93}, new TensorOptions(ScalarType.Double));
            for (int i = 0; i < N; i++) {
                Tensor pi = p.select(0, i);
                Tensor middle = torch.diag(pi).sub(pi.outer(pi));
                Tensor j = jacobian.select(0, i);
                total.add_(j.t().matmul(middle).matmul(j));
            }
            double lambda = 0.3;
            double logDeterminant = torch.linalg_slogdet(
                            total.div(new Scalar(lambda)).add(eye))
                    .get1()
                    .item_double();
            LaplaceEvidence found = LaplaceEvidence.of(at, Structure.FULL, OptionalDouble.of(lambda), 1);
            double misfit = N * at.loss().value(network.flat());
            double length = network.flat().square().sum().item_double();
            double expected = -misfit - lambda * length / 2 - logDeterminant / 2;
            assertThat(found.logEvidence()).isCloseTo(expected, within(1e-6 * Math.abs(expected)));

            Tensor diagonal = total.diagonal().div(new Scalar(lambda)).log1p();
            assertThat(LaplaceEvidence.of(at, Structure.DIAGONAL, OptionalDouble.of(lambda), 1)
                            .halfLogRatio()
                            .value())
                    .isCloseTo(diagonal.sum().item_double() / 2, within(1e-9));

            // No other precision has a larger evidence.
            LaplaceEvidence best = LaplaceEvidence.of(at, Structure.FULL, OptionalDouble.empty(), 1);
            for (double factor : new double[] {0.5, 0.9, 1.1, 2}) {
                assertThat(LaplaceEvidence.of(at, Structure.FULL, OptionalDouble.of(factor * best.precision()), 1)
                                .logEvidence())
                        .isLessThan(best.logEvidence());
            }
            assertThat(best.effective().value()).isCloseTo(best.precision() * best.squaredWeights(), within(1e-6));
            assertThatThrownBy(() -> LaplaceEvidence.of(
                            loss(network, "hinge", x, labels), Structure.FULL, OptionalDouble.empty(), 1))
                    .isInstanceOf(BadInput.class);
        }
    }
}
