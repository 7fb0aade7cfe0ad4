package dev.shatter.bayes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.bound.DziugaiteRoy;
import dev.shatter.bound.GaussianKl;
import dev.shatter.bound.GaussianRenyi;
import dev.shatter.core.Chance;
import dev.shatter.curvature.Vectors;
import dev.shatter.data.Shape;
import dev.shatter.network.Network;
import dev.shatter.network.Networks;
import dev.shatter.torch.Generators;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import dev.shatter.train.Losses;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleSupplier;
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
                Posterior posterior = Posterior.around(network, Axes.standard(), -2)) {
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

    @Test
    void renyiDivergenceIsThatOfGaussiansAndInfiniteForWidePosteriors() {
        try (StepScope scope = StepScope.open();
                Network network = network("mlp:7");
                Posterior posterior = Posterior.around(network, Axes.standard(), -2)) {
            assertThat(posterior.renyi(network.flat(), -4)).isZero();
            spread(posterior, "deviations");
            int p = Math.toIntExact(network.flat().numel());
            double[] start = random(p, "start", 0.3, 0);
            double[] variance = Tensors.doubles(posterior.logDeviation());
            double widest = 0;
            for (int i = 0; i < p; i++) {
                variance[i] = Math.exp(2 * variance[i]);
                widest = Math.max(widest, variance[i]);
            }
            Tensor mean = Tensors.of(start, p);
            double expected = GaussianRenyi.diagonal(Tensors.doubles(network.flat()), variance, start, widest);
            assertThat(posterior.renyi(mean, Math.log(widest))).isCloseTo(expected, within(1e-9 * expected));
            assertThat(posterior.renyi(mean, Math.log(0.49 * widest))).isInfinite();
        }
    }

    /** With an earlier posterior as the prior: weight by weight, and the same in the prior's units. */
    @Test
    void anEarlierPosteriorCanBeThePrior() {
        try (StepScope scope = StepScope.open();
                Network network = network("mlp:3");
                Network other = Network.create(network.architecture(), 6);
                Posterior before = Posterior.around(other, Axes.standard(), -1);
                Posterior now = Posterior.around(network, Axes.standard(), -1)) {
            spread(before, "before");
            spread(now, "now");
            double expected = 0;
            double[] w = Tensors.doubles(network.flat());
            double[] w0 = Tensors.doubles(other.flat());
            double[] rho = Tensors.doubles(now.logDeviation());
            double[] rho0 = Tensors.doubles(before.logDeviation());
            for (int i = 0; i < w.length; i++) {
                expected += GaussianKl.diagonal(
                        new double[] {w[i]},
                        new double[] {Math.exp(2 * rho[i])},
                        new double[] {w0[i]},
                        Math.exp(2 * rho0[i]));
            }
            assertThat(now.divergence(before)).isCloseTo(expected, within(1e-9 * expected));
            assertThat(now.divergence(now)).isZero();
            try (PriorUnits units = new PriorUnits(now, Prior.of(before))) {
                assertThat(units.free()).containsOnlyKeys("offset", "width");
                assertThat(units.divergence()).isCloseTo(expected, within(1e-4 * expected));
                units.place();
                assertThat(now.divergence(before)).isCloseTo(expected, within(1e-4 * expected));
            }
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
            try (Posterior posterior = Posterior.around(network, Axes.standard(), -1)) {
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
                Posterior posterior = Posterior.around(network, Axes.standard(), -40)) {
            Tensor x = Vectors.gaussian(5 * 16L, ScalarType.Float, 1, "x").view(5, 1, 4, 4);
            double[] expected = Tensors.doubles(network.forward(x, false));
            assertThat(Tensors.doubles(new ExampleDraws(posterior, Generators.of(1, "a")).forward(x)))
                    .containsExactly(expected, within(1e-4));
            assertThat(Tensors.doubles(posterior.drawn(x, Generators.of(1, "b"))))
                    .containsExactly(expected, within(1e-4));
            assertThat(ExampleDraws.exact(network.architecture())).isFalse();
        }
    }

    /** The chain rule from w and s to v, τ and ln λ, by finite differences of an objective whose risk is linear in w and s. */
    @Test
    void inThePriorsUnitsDivergenceIsTheSameAndGradientsAreDerivatives() {
        try (StepScope scope = StepScope.open();
                Network network = network("mlp:2");
                Posterior posterior = Posterior.around(network, Axes.standard(), -1.3)) {
            spread(posterior, "deviations");
            int p = Math.toIntExact(network.flat().numel());
            Prior prior = Prior.learnt(Tensors.of(random(p, "start", 0.3, 0), p).to(ScalarType.Float), -2.4, -2.31);
            double[] byMean = random(p, "by mean", 0.01, 0);
            double[] byVariance = random(p, "by variance", 0.02, 0.01);
            PosteriorObjective objective =
                    PosteriorObjective.sqrt(DziugaiteRoy.PAPER, 500, 0.02).pricing(1);
            try (PriorUnits units = new PriorUnits(posterior, prior)) {
                assertThat(units.divergence()).isCloseTo(posterior.divergence(prior.mean(), -2.4), within(1e-3));
                Tensor logVariance = Objects.requireNonNull(units.free().get("log-variance"));
                assertThat(units.free()).containsOnlyKeys("offset", "width", "log-variance");
                try (NoGradGuard off = new NoGradGuard()) {
                    logVariance.fill_(new Scalar(-2.7));
                }
                double unmoved = units.divergence();
                units.place();
                assertThat(units.divergence()).isEqualTo(unmoved);
                assertThat(unmoved).isCloseTo(posterior.divergence(prior.mean(), -2.7), within(1e-3));

                DoubleSupplier value = () -> {
                    units.place();
                    double risk = 0.3
                            + inner(byMean, Tensors.doubles(posterior.mean().flat()))
                            + inner(
                                    byVariance,
                                    Tensors.doubles(posterior.variance().flat()));
                    return objective
                            .at(risk, units.divergence(), units.logVariance())
                            .value();
                };
                double risk = 0.3
                        + inner(byMean, Tensors.doubles(posterior.mean().flat()))
                        + inner(byVariance, Tensors.doubles(posterior.variance().flat()));
                List<Tensor> gradient = units.gradient(
                        Tensors.of(byMean, p).to(ScalarType.Float),
                        Tensors.of(byVariance, p).to(ScalarType.Float),
                        objective.at(risk, units.divergence(), units.logVariance()));
                int which = 0;
                for (Tensor free : units.free().values()) {
                    double[] found = Tensors.doubles(gradient.get(which++));
                    for (int i = 0; i < Math.min(5, found.length); i++) {
                        Tensor one = free.narrow(0, i, 1);
                        double up = moved(one, 0.01, value);
                        double down = moved(one, -0.01, value);
                        assertThat(found[i]).isCloseTo((up - down) / 0.02, within(2e-3 * Math.abs(found[i]) + 2e-5));
                    }
                }
            }
        }
    }

    private static double moved(Tensor one, double by, DoubleSupplier value) {
        double before = Tensors.doubles(one)[0];
        try (NoGradGuard off = new NoGradGuard()) {
            one.fill_(new Scalar(before + by));
            double found = value.getAsDouble();
            one.fill_(new Scalar(before));
            return found;
        }
    }

    private static double inner(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @Test
    void averagesAreOfTheStepsCounted() {
        try (StepScope scope = StepScope.open()) {
            Tensor value = Tensors.of(new float[] {1, 2}, 2);
            try (IterateAverage average = new IterateAverage(Map.of("value", value))) {
                average.write();
                assertThat(Tensors.doubles(value)).containsExactly(1, 2);
                average.add();
                value.add_(new Scalar(3.0));
                average.add();
                average.write();
                assertThat(Tensors.doubles(value)).containsExactly(2.5, 3.5);
            }
        }
    }

    @Test
    void slopesAreDerivatives() {
        for (PosteriorObjective objective : new PosteriorObjective[] {
            PosteriorObjective.sqrt(DziugaiteRoy.PAPER, 5000, 0.02), PosteriorObjective.quad(5000, 0.02)
        }) {
            double h = 1e-5;
            PosteriorObjective.Slopes at = objective.at(0.2, 300, -5);
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

    static double mean(double[] values) {
        return java.util.Arrays.stream(values).average().orElseThrow();
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return java.util.Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
    }
}
