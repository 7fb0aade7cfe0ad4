package dev.shatter.bayes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.bound.DziugaiteRoy;
import dev.shatter.bound.GaussianKl;
import dev.shatter.core.Chance;
import dev.shatter.curvature.Vectors;
import dev.shatter.data.Shape;
import dev.shatter.network.Network;
import dev.shatter.network.Networks;
import dev.shatter.torch.Generators;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import dev.shatter.train.Losses;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Distribution, divergence and draws of a Gaussian posterior against plain sums and whole drawn networks. */
class PosteriorTest {
    private static final Shape SHAPE = Shape.of(1, 4, 4);

    private static Network network(String reference) {
        return Network.create(Networks.architecture(reference, SHAPE, 3), 5);
    }

    private static double[] random(int size, String name, double scale, double shift) {
        Chance chance = Chance.of(3, name);
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (shift + scale * chance.nextGaussian());
        }
        return values;
    }

    private static void spread(Posterior posterior, String name) {
        int p = Math.toIntExact(posterior.logDeviation().numel());
        try (StepScope scope = StepScope.open();
                NoGradGuard off = new NoGradGuard()) {
            posterior.logDeviation().copy_(Tensors.of(random(p, name, 0.4, -1.2), p));
        }
        posterior.refresh();
    }

    @Test
    void divergenceIsThatOfGaussiansAndZeroForThePriorItself() {
        try (StepScope scope = StepScope.open();
                Network network = network("mlp:7");
                Posterior posterior = Posterior.around(network, -2)) {
            assertThat(posterior.divergence(network.flat(), -4)).isZero();
            spread(posterior, "deviations");
            int p = Math.toIntExact(network.flat().numel());
            double[] start = random(p, "start", 0.3, 0);
            double[] variance = Tensors.doubles(posterior.logDeviation());
            for (int i = 0; i < p; i++) {
                variance[i] = Math.exp(2 * variance[i]);
            }
            double expected = GaussianKl.diagonal(Tensors.doubles(network.flat()), variance, start, 0.04);
            double found = posterior.divergence(Tensors.of(start, p), Math.log(0.04));
            assertThat(found).isCloseTo(expected, within(1e-9 * expected));
        }
    }

    /** Theory sheet R28: the mean error of per-example draws is that of drawn networks, within 4 standard errors. */
    @ParameterizedTest
    @ValueSource(strings = {"mlp:12x2", "mlp:12,bn=true", "mlp:9,activation=tanh"})
    void examplesDrawAsWholeNetworksDo(String reference) {
        int n = 400;
        int draws = 300;
        try (StepScope scope = StepScope.open();
                NoGradGuard off = new NoGradGuard();
                Network network = network(reference)) {
            network.buffers()
                    .forEach((name, statistic) -> statistic.fill_(new Scalar(name.endsWith("mean") ? 0.3 : 0.7)));
            try (Posterior posterior = Posterior.around(network, -1)) {
                spread(posterior, "deviations");
                Tensor x = Vectors.gaussian(n * 16L, ScalarType.Float, 1, "x").view(n, 1, 4, 4);
                Tensor labels =
                        torch.argmax(network.forward(x, false), new org.bytedeco.pytorch.LongOptional(1), false);
                double[] byExample = new double[draws];
                double[] byNetwork = new double[draws];
                for (int d = 0; d < draws; d++) {
                    try (StepScope inner = StepScope.open()) {
                        byExample[d] =
                                error(new ExampleDraws(posterior, Generators.of(1, "example", d)).forward(x), labels);
                        byNetwork[d] = error(posterior.drawn(x, Generators.of(1, "network", d)), labels);
                    }
                }
                double standardError = Math.sqrt((variance(byExample) + variance(byNetwork)) / draws);
                assertThat(mean(byExample)).isBetween(0.05, 0.6);
                assertThat(mean(byExample)).isCloseTo(mean(byNetwork), within(4 * standardError));
                // Draws of their own make the mean over examples vary less than one network for all.
                assertThat(variance(byExample)).isLessThan(variance(byNetwork));
            }
        }
    }

    @Test
    void withoutWidthADrawIsTheNetwork() {
        try (StepScope scope = StepScope.open();
                NoGradGuard off = new NoGradGuard();
                Network network = network("cnn:3,bn=true");
                Posterior posterior = Posterior.around(network, -40)) {
            Tensor x = Vectors.gaussian(5 * 16L, ScalarType.Float, 1, "x").view(5, 1, 4, 4);
            double[] expected = Tensors.doubles(network.forward(x, false));
            assertThat(Tensors.doubles(new ExampleDraws(posterior, Generators.of(1, "a")).forward(x)))
                    .containsExactly(expected, within(1e-4));
            assertThat(Tensors.doubles(posterior.drawn(x, Generators.of(1, "b"))))
                    .containsExactly(expected, within(1e-4));
            assertThat(ExampleDraws.exact(network.architecture())).isFalse();
        }
    }

    @Test
    void slopesAreDerivatives() {
        for (Objective objective :
                new Objective[] {Objective.sqrt(DziugaiteRoy.PAPER, 5000, 0.02), Objective.quad(5000, 0.02)}) {
            double h = 1e-5;
            Objective.Slopes at = objective.at(0.2, 300, -5);
            double byRisk = (objective.at(0.2 + h, 300, -5).value()
                            - objective.at(0.2 - h, 300, -5).value())
                    / (2 * h);
            double byKl = (objective.at(0.2, 300.1, -5).value()
                            - objective.at(0.2, 299.9, -5).value())
                    / 0.2;
            double byVariance = (objective.at(0.2, 300, -5 + h).value()
                            - objective.at(0.2, 300, -5 - h).value())
                    / (2 * h);
            assertThat(at.risk()).isCloseTo(byRisk, within(1e-7));
            assertThat(at.kl()).isCloseTo(byKl, within(1e-9));
            assertThat(at.logVariance()).isCloseTo(byVariance, within(1e-8));
            assertThat(objective.pricing(3).at(0.2, 300, -5).kl()).isCloseTo(3 * byKl, within(1e-8));
        }
    }

    private static double error(Tensor outputs, Tensor labels) {
        return Losses.margins(outputs, labels)
                .le(new Scalar(0.0))
                .to(ScalarType.Double)
                .mean()
                .item_double();
    }

    private static double mean(double[] values) {
        return java.util.Arrays.stream(values).average().orElseThrow();
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return java.util.Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
    }
}
