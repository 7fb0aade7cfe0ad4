package dev.shatter.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.Chance;
import dev.shatter.data.Shape;
import dev.shatter.measure.catalogue.MeasureRunner;
import dev.shatter.measure.catalogue.Measures;
import dev.shatter.measure.output.CriticalSamples;
import dev.shatter.network.Network;
import dev.shatter.network.Networks;
import dev.shatter.run.Measurement;
import dev.shatter.run.Measurement.Status;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.Arrays;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

/** Measures that train again, on trainings whose result is known; the critical sample ratio on a linear network. */
class RetrainingMeasuresTest {
    /** Answers every request with the same network: what the measures then say can be counted by hand. */
    private record Same(MeasureFixture fixture) implements Retraining {
        @Override
        public int[] labels() {
            return fixture.split.labels();
        }

        @Override
        public int classes() {
            return MeasureFixture.CLASSES;
        }

        @Override
        public Network withLabels(int[] labels, long seed) {
            assertThat(Arrays.stream(labels)).allMatch(y -> y >= 0 && y < MeasureFixture.CLASSES);
            return fixture.network.copy();
        }

        @Override
        public Network without(int i) {
            return fixture.network.copy();
        }

        @Override
        public Network reseeded(long seed) {
            return fixture.network.copy();
        }
    }

    @Test
    void aNetworkThatIgnoresTheSignsCorrelatesWithNone() {
        try (MeasureFixture fixture = new MeasureFixture("mlp:8", 90, 60)) {
            fixture.subject.retraining(new Same(fixture));
            Measurement signs = MeasureRunner.one(fixture.subject, Measures.CATALOGUE.get("random-signs"));
            assertThat(signs.status()).isEqualTo(Status.LOWER_ESTIMATE);
            // Fixed predictions: a mean of 270 fair signs times ± 1/2, standard deviation 0.03.
            assertThat(signs.value()).isCloseTo(0, within(4 * 0.5 / Math.sqrt(270)));
            assertThat(signs.low()).isCloseTo(signs.value() - Math.sqrt(Math.log(20) / (2 * 90 * 3)), within(1e-9));
            Measurement stability = MeasureRunner.one(fixture.subject, Measures.CATALOGUE.get("empirical-stability"));
            assertThat(stability.value()).isZero();
            assertThat(stability.details())
                    .containsEntry("control.distance", 0.0)
                    .containsEntry("disagreement", 0.0);
        }
    }

    /** Theory G: for f = w·x + b, x is critical iff |f| < r ||w||_1. */
    @Test
    void criticalSamplesOfALinearNetwork() {
        double r = 30.0 / 255;
        int n = 60;
        double limit = r * 3.5;
        double[] x = new double[3 * n];
        int critical = 0;
        for (int i = 0; i < n; i++) {
            // f well inside the box's reach, where the noise cannot keep the search from it, or outside.
            double f = limit * (i % 2 == 0 ? 0.05 + 0.5 * i / n : 1.1 + i / (double) n);
            x[3 * i] = i % 3 == 0 ? -f : f;
            critical += f < limit ? 1 : 0;
        }
        try (Network network = Network.create(Networks.architecture("linear", Shape.of(3), 2), 1, ScalarType.Double);
                StepScope scope = StepScope.open()) {
            // Rows (0, 0, 0) and (1, -2, 0.5), biases 0.
            network.flat().copy_(Tensors.of(new double[] {0, 0, 0, 1, -2, 0.5, 0, 0}, 8));
            assertThat(CriticalSamples.search(network, Tensors.of(x, n, 3), 100, 5))
                    .isEqualTo(critical);
        }
    }

    /**
     * A linear network of five classes whose scores share a large slope: descending the predicted score alone follows
     * it, which changes no class. Exact: critical iff max_j (f_j - f_k + r ||w_j - w_k||_1) > 0.
     */
    @Test
    void criticalSamplesNeedTheMargin() {
        int n = 400;
        int d = 6;
        int classes = 5;
        double r = 3.0 / 255;
        Chance chance = Chance.of(4, "critical, linear");
        double[][] w = new double[classes][d];
        double[] flat = new double[classes * d + classes];
        for (int j = 0; j < classes; j++) {
            for (int i = 0; i < d; i++) {
                w[j][i] = 3 * (i % 2 == 0 ? 1 : -1) + chance.nextGaussian();
                flat[j * d + i] = w[j][i];
            }
        }
        double[] x = new double[n * d];
        int exact = 0;
        int bySlope = 0;
        for (int e = 0; e < n; e++) {
            double[] f = new double[classes];
            for (int i = 0; i < d; i++) {
                x[e * d + i] = 0.1 * chance.nextGaussian();
                for (int j = 0; j < classes; j++) {
                    f[j] += w[j][i] * x[e * d + i];
                }
            }
            int k = 0;
            for (int j = 1; j < classes; j++) {
                k = f[j] > f[k] ? j : k;
            }
            boolean within = false;
            boolean atCorner = false;
            for (int j = 0; j < classes; j++) {
                double reach = 0;
                double corner = 0;
                for (int i = 0; i < d; i++) {
                    reach += r * Math.abs(w[j][i] - w[k][i]);
                    corner -= r * Math.signum(w[k][i]) * (w[j][i] - w[k][i]);
                }
                within |= j != k && f[j] - f[k] + reach > 0;
                atCorner |= j != k && f[j] - f[k] + corner > 0;
            }
            exact += within ? 1 : 0;
            bySlope += atCorner ? 1 : 0;
        }
        try (Network network =
                        Network.create(Networks.architecture("linear", Shape.of(d), classes), 1, ScalarType.Double);
                StepScope scope = StepScope.open()) {
            network.flat().copy_(Tensors.of(flat, flat.length));
            long found = CriticalSamples.search(network, Tensors.of(x, n, d), 10, 5);
            assertThat(bySlope).isLessThan((int) (0.8 * exact));
            assertThat(found).isBetween((long) (0.96 * exact), (long) exact);
        }
    }
}
