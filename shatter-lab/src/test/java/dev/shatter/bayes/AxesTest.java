package dev.shatter.bayes;

import static dev.shatter.bayes.PosteriorTest.mean;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.curvature.ParameterViews;
import dev.shatter.measure.MeasureFixture;
import dev.shatter.network.Network;
import dev.shatter.network.Placed;
import dev.shatter.torch.Generators;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orthogonal coordinates against the network itself and against moments by plain products. */
class AxesTest {
    private static final int N = 3000;

    @ParameterizedTest
    @ValueSource(strings = {"mlp:7", "mlp:9x2,bn=true", "cnn:3,bn=true"})
    void theNetworkStaysWhatItIs(String reference) {
        try (MeasureFixture fixture = new MeasureFixture(reference, N, 5);
                Network network = fixture.network.to(ScalarType.Float);
                Axes axes = Axes.of(network, fixture.train, 1);
                Network turned = axes.turned(network);
                Posterior posterior = Posterior.around(network, axes, -40);
                StepScope scope = StepScope.open();
                NoGradGuard off = new NoGradGuard()) {
            Tensor x = fixture.train.slice(0, 20).inputs();
            double[] expected = Tensors.doubles(network.forward(x, false));
            assertThat(Tensors.doubles(new ExampleDraws(posterior, Generators.of(1, "a")).forward(x)))
                    .containsExactly(expected, within(1e-4));
            assertThat(Tensors.doubles(posterior.drawn(x, Generators.of(1, "b"))))
                    .containsExactly(expected, within(1e-4));

            double[] weights = Tensors.doubles(network.flat());
            double[] others = Tensors.doubles(turned.flat());
            assertThat(others).isNotEqualTo(weights);
            assertThat(squared(others)).isCloseTo(squared(weights), within(1e-5 * squared(weights)));
            axes.turnBack(ParameterViews.of(turned.architecture(), turned.flat()));
            assertThat(Tensors.doubles(turned.flat())).containsExactly(weights, within(1e-5));
        }
    }

    /** Inputs exactly; gradients on the average of the random combinations, whose sum over n has an error like 1/√n. */
    @Test
    void inThemTheMomentsAreDiagonal() {
        try (MeasureFixture fixture = new MeasureFixture("mlp:7x2", N, 5);
                Network network = fixture.network.to(ScalarType.Float);
                Axes axes = Axes.of(network, fixture.train, 1);
                StepScope scope = StepScope.open();
                NoGradGuard off = new NoGradGuard()) {
            Placed[] dense = network.placed().stream()
                    .filter(place -> !place.parameters().isEmpty())
                    .toArray(Placed[]::new);
            Tensor first = fixture.train.slice(0, N).inputs().flatten().view(N, -1);
            Tensor second = affine(network, dense[0], first).relu();
            Tensor third = affine(network, dense[1], second).relu();
            Tensor[] inputs = {first, second, third};
            for (int i = 0; i < 3; i++) {
                assertThat(offDiagonal(moment(inputs[i]))).isGreaterThan(0.05);
                assertThat(offDiagonal(moment(axes.turned(dense[i], inputs[i]))))
                        .isLessThan(1e-5);
            }
            // Of the last hidden layer: Σ over examples of M W Wᵀ M, W the last weights and M what ReLU lets through.
            Tensor mask = third.gt(new Scalar(0.0)).to(ScalarType.Float);
            Tensor last = network.parameter(dense[2].name() + ".weight");
            Tensor gradients = mask.t().mm(mask).mul(last.t().mm(last));
            Tensor identity = torch.eye(7);
            Tensor u = axes.back(dense[1], identity).t();
            assertThat(Tensors.doubles(u.t().mm(u))).containsExactly(Tensors.doubles(identity), within(1e-5));
            assertThat(offDiagonal(gradients)).isGreaterThan(0.2);
            assertThat(offDiagonal(u.t().mm(gradients).mm(u))).isLessThan(0.05);
        }
    }

    /** Mean and variance of one logit over 4,000 draws, of both ways, within 5 standard errors of each other. */
    @Test
    void examplesDrawAsWholeNetworksDo() {
        int draws = 4000;
        try (MeasureFixture fixture = new MeasureFixture("mlp:6", N, 5);
                Network network = fixture.network.to(ScalarType.Float);
                Axes axes = Axes.of(network, fixture.train, 1);
                Posterior posterior = Posterior.around(network, axes, -2);
                StepScope scope = StepScope.open();
                NoGradGuard off = new NoGradGuard()) {
            posterior
                    .logDeviation()
                    .add_(torch.randn(
                            posterior.logDeviation().shape(),
                            Generators.of(2, "widths"),
                            posterior.logDeviation().options()));
            posterior.refresh();
            Tensor x = fixture.train.slice(0, 1).inputs();
            double[] byExample = Tensors.doubles(new ExampleDraws(posterior, Generators.of(1, "example"))
                    .forward(x.expand(new long[] {draws, 1, 6, 6}))
                    .select(1, 0));
            double[] byNetwork = new double[draws];
            for (int d = 0; d < draws; d++) {
                try (StepScope inner = StepScope.open()) {
                    byNetwork[d] = Tensors.doubles(posterior.drawn(x, Generators.of(1, "network", d)))[0];
                }
            }
            assertAlike(byExample, byNetwork);
            assertAlike(squaresAround(byExample), squaresAround(byNetwork));
        }
    }

    private static void assertAlike(double[] a, double[] b) {
        double standardError = Math.sqrt(mean(squaresAround(a)) / a.length + mean(squaresAround(b)) / b.length);
        assertThat(standardError).isPositive();
        assertThat(mean(a)).isCloseTo(mean(b), within(5 * standardError));
    }

    private static double[] squaresAround(double[] values) {
        double mean = mean(values);
        return java.util.Arrays.stream(values).map(v -> (v - mean) * (v - mean)).toArray();
    }

    private static Tensor affine(Network network, Placed place, Tensor x) {
        Map<String, Tensor> values = network.parameters();
        return torch.addmm(
                values.get(place.name() + ".bias"),
                x,
                network.parameter(place.name() + ".weight").t());
    }

    private static Tensor moment(Tensor x) {
        Tensor exact = x.to(ScalarType.Double);
        return exact.t().mm(exact);
    }

    /** Share of what is off the diagonal in the Frobenius norm. */
    private static double offDiagonal(Tensor symmetric) {
        double all = symmetric.square().sum().item_double();
        double diagonal = symmetric.diag().square().sum().item_double();
        return Math.sqrt(Math.max(0, all - diagonal) / all);
    }

    private static double squared(double[] values) {
        return java.util.Arrays.stream(values).map(v -> v * v).sum();
    }
}
