package dev.shatter.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.data.Shape;
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
            Measurement signs = Measuring.one(fixture.subject, Measures.CATALOGUE.get("random-signs"));
            assertThat(signs.status()).isEqualTo(Status.LOWER_ESTIMATE);
            // Fixed predictions: a mean of 270 fair signs times ± 1/2, standard deviation 0.03.
            assertThat(signs.value()).isCloseTo(0, within(4 * 0.5 / Math.sqrt(270)));
            assertThat(signs.low()).isCloseTo(signs.value() - Math.sqrt(Math.log(20) / (2 * 90 * 3)), within(1e-9));
            Measurement stability = Measuring.one(fixture.subject, Measures.CATALOGUE.get("empirical-stability"));
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
}
