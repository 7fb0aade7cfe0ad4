package dev.shatter.curvature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.data.Shape;
import dev.shatter.network.Network;
import dev.shatter.network.Networks;
import dev.shatter.torch.Generators;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import dev.shatter.train.Examples;
import dev.shatter.train.Losses;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CurvatureTest {
    private static final int N = 7;

    private static EmpiricalLoss loss(Network network, String loss) {
        Shape shape = network.architecture().input();
        long[] sizes = LongStream.concat(
                        LongStream.of(N), shape.sizes().stream().mapToLong(Integer::longValue))
                .toArray();
        Tensor x = torch.randn(sizes, Generators.of(5, "x"), new TensorOptions(ScalarType.Double));
        return new EmpiricalLoss(
                network, Losses.CATALOGUE.get(loss), Examples.of(x, Tensors.indices(0, 1, 2, 0, 1, 2, 0)));
    }

    private static Network network(String reference, String shape) {
        return Network.create(Networks.architecture(reference, Shape.parse(shape), 3), 4, ScalarType.Double);
    }

    /** R12: symmetric, and equal to the finite difference of gradients, through pooling, LRN, batch norm and branches. */
    @ParameterizedTest
    @CsvSource({
        "'mlp:6x2,activation=tanh', 5",
        "'mlp:6x2,init=torch', 5",
        "'cnn:2-3,bn=true', 1x8x8",
        "'cnn:2,pool=average', 1x6x6",
        "alexnet-small, 1x6x6",
    })
    void hessianIsSymmetricAndTheDerivativeOfTheGradient(String reference, String shape) {
        try (StepScope scope = StepScope.open();
                Network network = network(reference, shape)) {
            EmpiricalLoss loss = loss(network, "cross-entropy");
            Tensor theta = network.flat();
            LinearOperator hessian = CurvatureMatrices.HESSIAN.at(LocalLoss.of(loss, theta));
            Tensor u = Vectors.gaussian(theta.numel(), ScalarType.Double, 1, "u");
            Tensor v = Vectors.gaussian(theta.numel(), ScalarType.Double, 2, "v");
            Tensor product = hessian.apply(v);
            double uhv = Vectors.dot(u, product);
            assertThat(Vectors.dot(v, hessian.apply(u))).isCloseTo(uhv, within(1e-6 * Math.abs(uhv)));

            // Small enough that hardly any ReLU or maximum changes sides on the way.
            Scalar r = new Scalar(1e-7);
            Tensor difference = loss.gradient(theta.add(v, r))
                    .sub(loss.gradient(theta.sub(v, r)))
                    .div(new Scalar(2e-7));
            double error = Vectors.norm(difference.sub(product));
            assertThat(error).isLessThan(1e-4 * Vectors.norm(product));
        }
    }

    /** For squared loss on a linear model the Gauss-Newton matrix is the Hessian. */
    @Test
    void gaussNewtonOfALinearModelIsItsHessian() {
        try (StepScope scope = StepScope.open();
                Network network = network("linear", "5")) {
            for (String name : new String[] {"mse", "cross-entropy", "logistic"}) {
                EmpiricalLoss loss = loss(network, name);
                Tensor v = Vectors.gaussian(network.flat().numel(), ScalarType.Double, 3, "v");
                double[] expected = Tensors.doubles(CurvatureMatrices.HESSIAN
                        .at(LocalLoss.of(loss, network.flat()))
                        .apply(v));
                assertThat(Tensors.doubles(CurvatureMatrices.GAUSS_NEWTON
                                .at(LocalLoss.of(loss, network.flat()))
                                .apply(v)))
                        .containsExactly(expected, within(1e-12));
            }
        }
    }

    /** Against the matrix of Jacobians, formed row by row. */
    @Test
    void gaussNewtonIsTheSumOverExamplesOfSquaredJacobians() {
        try (StepScope scope = StepScope.open();
                Network network = network("mlp:4,activation=tanh", "5")) {
            EmpiricalLoss loss = loss(network, "cross-entropy");
            Tensor theta = network.flat();
            Tensor v = Vectors.gaussian(theta.numel(), ScalarType.Double, 3, "v");
            double r = 1e-6;
            EmpiricalLoss.Directional at = loss.directional(theta, v, 0, N);
            Tensor up = loss.directional(theta.add(v, new Scalar(r)), v, 0, N).outputs();
            Tensor down = loss.directional(theta.sub(v, new Scalar(r)), v, 0, N).outputs();
            double[] slopes = Tensors.doubles(at.slopes());
            assertThat(Tensors.doubles(up.sub(down).div(new Scalar(2 * r)))).containsExactly(slopes, within(1e-7));
            // vᵀGv = mean over examples of the variance of the slopes under the softmax.
            double[] p = Tensors.doubles(at.outputs().softmax(1));
            double mean = 0;
            for (int i = 0; i < N; i++) {
                double first = 0;
                double second = 0;
                for (int c = 0; c < 3; c++) {
                    first += p[3 * i + c] * slopes[3 * i + c];
                    second += p[3 * i + c] * slopes[3 * i + c] * slopes[3 * i + c];
                }
                mean += (second - first * first) / N;
            }
            double product = Vectors.dot(
                    v,
                    CurvatureMatrices.GAUSS_NEWTON.at(LocalLoss.of(loss, theta)).apply(v));
            assertThat(product).isCloseTo(mean, within(1e-10 * mean));
        }
    }

    /** E3: the nonzero eigenvalues of XᵀX/n, each once an output; the rest are 0. */
    @Test
    void overParameterisedLinearModelHasADegenerateHessian() {
        try (StepScope scope = StepScope.open();
                Network network = network("linear,bias=false", "3")) {
            Tensor x = Tensors.of(new double[] {1, 0, 1, 0, 1, 1}, 2, 3);
            EmpiricalLoss loss =
                    new EmpiricalLoss(network, Losses.CATALOGUE.get("mse"), Examples.of(x, Tensors.indices(0, 1)));
            // Σ_c squares / 3 outputs, mean over 2 examples: H = (2/3) XᵀX/2 for every output.
            LinearOperator hessian = CurvatureMatrices.HESSIAN.at(LocalLoss.of(loss, network.flat()));
            assertThat(hessian.size()).isEqualTo(9);
            Eigenpairs ends = Eigenpairs.of(hessian, 3, 1, new Eigenpairs.Effort(9, 1e-10, 1));
            // Once for every output.
            assertThat(ends.top())
                    .hasSize(3)
                    .allSatisfy(top -> assertThat(top.value()).isCloseTo(3 / 3.0, within(1e-10)));
            assertThat(ends.bottom().get(0).value()).isCloseTo(0, within(1e-10));
            assertThat(Hutchinson.trace(hessian, 400, 1).value()).isCloseTo(4.0, within(0.3));
        }
    }

    /** E4: the loss (w1 w2 - 1)²/2 has eigenvalues (0, 2) at (1, 1) and (0, 100.01) at (10, 0.1). */
    @Test
    void rescalingMovesTheSpectrum() {
        try (StepScope scope = StepScope.open()) {
            assertThat(largest(Tensors.of(new double[] {1, 1, 1, 1}, 2, 2))).isCloseTo(2, within(1e-9));
            Tensor moved = Tensors.of(new double[] {0.01, 1, 1, 100}, 2, 2);
            assertThat(largest(moved)).isCloseTo(100.01, within(1e-9));
        }
    }

    private static double largest(Tensor matrix) {
        return Lanczos.largest(LinearOperator.of(matrix), 2, 1e-12, 1).value();
    }

    /** E2: H = diag(1, 2, 3), v = 1/√3: α = (2, 2), β = 0.816497, Ritz (1.183503, 2.816497), weights ½. */
    @Test
    void lanczosByHand() {
        try (StepScope scope = StepScope.open()) {
            LinearOperator operator = LinearOperator.of(torch.diag(Tensors.of(new double[] {1, 2, 3}, 3)));
            Tensor ones = Tensors.of(new double[] {1, 1, 1}, 3);
            Lanczos two = Lanczos.run(operator, ones, 2);
            assertThat(two.alpha()).containsExactly(new double[] {2, 2}, within(1e-12));
            assertThat(two.beta()).containsExactly(new double[] {0.816497}, within(5e-7));
            assertThat(two.ritz()).containsExactly(new double[] {1.183503, 2.816497}, within(5e-7));
            assertThat(two.weights()).containsExactly(new double[] {0.5, 0.5}, within(1e-12));
            SpectralDensity density = new SpectralDensity(java.util.List.of(two), 3);
            assertThat(density.trace(Math::log).value()).isCloseTo(1.805959, within(5e-7));
            // All three steps are exact.
            Lanczos three = Lanczos.run(operator, ones, 3);
            assertThat(three.ritz()).containsExactly(new double[] {1, 2, 3}, within(1e-10));
            assertThat(new SpectralDensity(java.util.List.of(three), 3)
                            .trace(Math::log)
                            .value())
                    .isCloseTo(Math.log(6), within(1e-10));
        }
    }

    /** E2: vᵀHv of [[2,1],[1,3]] is 3 or 7; the mean over probes is the trace within 4 standard errors. */
    @Test
    void hutchinsonByHand() {
        try (StepScope scope = StepScope.open()) {
            LinearOperator operator = LinearOperator.of(Tensors.of(new double[] {2, 1, 1, 3}, 2, 2));
            for (int seed = 0; seed < 20; seed++) {
                assertThat(Hutchinson.trace(operator, 1, seed).value()).isIn(3.0, 7.0);
            }
            Estimate many = Hutchinson.trace(operator, 1000, 1);
            assertThat(many.value()).isCloseTo(5, within(4 * many.standardError()));
            assertThat(many.standardError()).isCloseTo(2 / Math.sqrt(1000), within(0.005));
        }
    }

    @Test
    void extremesOfARandomMatrixAreThoseOfTheDenseSolver() {
        try (StepScope scope = StepScope.open()) {
            Tensor square =
                    torch.randn(new long[] {60, 60}, Generators.of(2, "matrix"), new TensorOptions(ScalarType.Double));
            Tensor matrix = square.add(square.t());
            double[] all = Tensors.doubles(torch.linalg_eigvalsh(matrix));
            Eigenpairs ends = Eigenpairs.of(LinearOperator.of(matrix), 1, 1, new Eigenpairs.Effort(60, 1e-9, 3));
            assertThat(ends.top().get(0).converged()).isTrue();
            assertThat(ends.top().get(0).value()).isCloseTo(all[59], within(1e-7));
            assertThat(ends.bottom().get(0).value()).isCloseTo(all[0], within(1e-7));
            // The residual is a promise about the distance to the spectrum.
            Lanczos few = Lanczos.run(LinearOperator.of(matrix), Vectors.gaussian(60, ScalarType.Double, 1, "s"), 10);
            for (int k = 0; k < 10; k++) {
                double ritz = few.ritz()[k];
                double nearest =
                        Arrays.stream(all).map(e -> Math.abs(e - ritz)).min().orElseThrow();
                assertThat(nearest).isLessThanOrEqualTo(few.residuals()[k] + 1e-9);
            }
        }
    }

    /** Unnormalised mass: the density integrates to 1. */
    @Test
    void densityIntegratesToOne() {
        try (StepScope scope = StepScope.open()) {
            LinearOperator operator = LinearOperator.of(torch.diag(Tensors.of(new double[] {1, 2, 3, 10}, 4)));
            SpectralDensity density = SpectralDensity.of(operator, 4, 3, 1);
            double mass = 0;
            for (double t = -5; t < 20; t += 0.01) {
                mass += 0.01 * density.density(t, 0.3);
            }
            assertThat(mass).isCloseTo(1, within(1e-3));
        }
    }
}
