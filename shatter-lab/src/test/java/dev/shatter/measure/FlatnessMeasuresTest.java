package dev.shatter.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.curvature.Objective;
import dev.shatter.measure.catalogue.Measures;
import dev.shatter.measure.sharpness.SharpnessMeasures;
import dev.shatter.run.Measurement.Status;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/** Sharpness, noise searches and gradients against closed forms, finite differences and fresh draws. */
class FlatnessMeasuresTest {
    /** f(v) = (4 (v1-1)² + (v2-2)²)/2: convex, its maximum over a box is in a corner. */
    private static final Objective QUADRATIC = new Objective() {
        @Override
        public double value(Tensor theta) {
            double[] v = Tensors.doubles(theta);
            return (4 * (v[0] - 1) * (v[0] - 1) + (v[1] - 2) * (v[1] - 2)) / 2;
        }

        @Override
        public Tensor gradient(Tensor theta) {
            double[] v = Tensors.doubles(theta);
            return Tensors.of(new double[] {4 * (v[0] - 1), v[1] - 2}, 2);
        }
    };

    /** D8: box (0.002, 0.003) round the minimum (1, 2), φ = 0.00125. */
    @Test
    void keskarByHand() {
        try (StepScope scope = StepScope.open()) {
            Tensor minimum = Tensors.of(new double[] {1, 2}, 2);
            assertThat(SharpnessMeasures.keskar(QUADRATIC, minimum, 1e-3, 1)).isCloseTo(0.00125, within(1e-12));
            // A subspace of full dimension holds some of that rise and its box is another: positive, and not far off.
            assertThat(SharpnessMeasures.keskarSubspace(QUADRATIC, minimum, 1e-3, 1, 1))
                    .isBetween(1e-6, 0.1);
        }
    }

    @Test
    void searchesSayWhichSideTheyErrOn() {
        try (MeasureFixture fixture = new MeasureFixture("mlp:8,init=torch", 120, 60)) {
            double sigma = fixture.value("sigma");
            assertThat(fixture.value("alpha")).isPositive().isLessThan(sigma);
            // The ascent may miss the worst perturbation: the true α is no larger, and what falls with α no smaller.
            assertThat(fixture.reading("alpha").status()).isEqualTo(Status.UPPER_ESTIMATE);
            assertThat(fixture.reading("sharpness-flatness").status()).isEqualTo(Status.LOWER_ESTIMATE);
            assertThat(fixture.reading("sharpness-orig").status()).isEqualTo(Status.LOWER_ESTIMATE);
            // Deterministic: a new subject with the same seed finds the same.
            try (Subject again = Subject.of(fixture.network).train(fixture.train);
                    StepScope scope = StepScope.open()) {
                assertThat(Measures.CATALOGUE.get("sigma").measure(again).value())
                        .isEqualTo(sigma);
            }
        }
    }

    /** Noise in proportion to weights of 0 changes nothing: no scale makes it worse, and none is reported. */
    @Test
    void searchesThatEndAtTheirBoxAreSkipped() {
        try (MeasureFixture fixture = new MeasureFixture("mlp:4", 30, 0)) {
            try (NoGradGuard guard = new NoGradGuard()) {
                fixture.network.flat().zero_();
            }
            for (String name : List.of("sigma-mag", "pacbayes-mag-orig", "alpha-mag", "sharpness-mag-orig")) {
                assertThatThrownBy(() -> fixture.reading(name))
                        .as(name)
                        .isInstanceOf(Unmeasurable.class)
                        .hasMessageContaining("largest scale tried");
            }
        }
    }

    /** For ReLU networks without biases (they are 0 at first) ‖w‖²_fr = L² E⟨∂l/∂f, f⟩². */
    @Test
    void fisherRaoOfAHomogeneousNetworkNeedsOnlyItsOutputs() {
        try (MeasureFixture fixture = new MeasureFixture("mlp:8-6", 40, 0)) {
            int[] labels = fixture.subject.outputs().labels();
            double[] logits = fixture.logits(fixture.network);
            double sum = 0;
            for (int i = 0; i < labels.length; i++) {
                double total = 0;
                double mean = 0;
                for (int c = 0; c < 3; c++) {
                    double weight = Math.exp(logits[3 * i + c]);
                    total += weight;
                    mean += weight * logits[3 * i + c];
                }
                double product = mean / total - logits[3 * i + labels[i]];
                sum += product * product;
            }
            double expected = 9 * sum / labels.length;
            assertThat(fixture.value("fisher-rao")).isCloseTo(expected, within(1e-8 * expected));
        }
    }
}
