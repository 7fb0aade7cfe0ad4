package dev.shatter.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.curvature.EmpiricalLoss;
import dev.shatter.curvature.Objective;
import dev.shatter.curvature.Vectors;
import dev.shatter.run.Measurement.Status;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** D7: at the σ found, fresh draws raise the training error by 0.1 within 3 standard errors and the tolerance. */
    @ParameterizedTest
    @ValueSource(strings = {"sigma", "sigma-mag"})
    void noiseFoundIsTheNoiseBorne(String name) {
        try (MeasureFixture fixture = new MeasureFixture("mlp:8,init=torch", 120, 60);
                StepScope scope = StepScope.open()) {
            double sigma = fixture.value(name);
            Tensor theta = fixture.subject.folded().flat();
            EmpiricalLoss loss = fixture.subject.foldedLossOf(fixture.subject.train());
            double base = loss.risk(theta).error();
            int draws = 200;
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < draws; i++) {
                Tensor normal = Vectors.gaussian(theta.numel(), ScalarType.Double, 99, "fresh", i);
                Tensor deviation = name.equals("sigma")
                        ? theta.mul(new Scalar(0.0)).add(new Scalar(sigma))
                        : theta.square()
                                .mul(new Scalar(sigma * sigma))
                                .add(new Scalar(1e-6))
                                .sqrt();
                double rise = loss.risk(theta.add(normal.mul(deviation))).error() - base;
                sum += rise;
                squares += rise * rise;
            }
            double mean = sum / draws;
            double deviation = Math.sqrt(squares / draws - mean * mean);
            // The search's own mean is over at least 3 and at most 15 draws.
            double error = deviation * Math.sqrt(1.0 / draws + 1.0 / 15);
            assertThat(mean).isCloseTo(0.1, within(0.01 + 3 * error));
        }
    }

    @Test
    void pacBayesMeasuresFollowFromTheirScale() {
        try (MeasureFixture fixture = new MeasureFixture("mlp:8,init=torch", 120, 60)) {
            double sigma = fixture.value("sigma");
            double distance = fixture.value("fro-dist");
            assertThat(fixture.value("pacbayes-flatness"))
                    .isCloseTo(1 / (sigma * sigma), within(1e-9 / (sigma * sigma)));
            assertThat(fixture.value("pacbayes-init"))
                    .isCloseTo(distance / (4 * sigma * sigma) + Math.log(120 / sigma) + 10, within(1e-6));
            double alpha = fixture.value("alpha");
            assertThat(alpha).isPositive().isLessThan(sigma);
            // The ascent may miss the worst perturbation: the true α is no larger, and what falls with α no smaller.
            assertThat(fixture.reading("alpha").status()).isEqualTo(Status.UPPER_ESTIMATE);
            assertThat(fixture.reading("sharpness-flatness").status()).isEqualTo(Status.LOWER_ESTIMATE);
            assertThat(fixture.reading("sharpness-orig").status()).isEqualTo(Status.LOWER_ESTIMATE);
            assertThat(fixture.value("sharpness-orig"))
                    .isCloseTo(
                            fixture.value("param-norm") * Math.log(2 * fixture.value("params")) / (4 * alpha * alpha)
                                    + Math.log(120 / alpha)
                                    + 10,
                            within(1e-4));
            // Deterministic: a new subject with the same seed finds the same.
            try (Subject again = Subject.of(fixture.network).train(fixture.train);
                    StepScope scope = StepScope.open()) {
                assertThat(Measures.CATALOGUE.get("sigma").measure(again).value())
                        .isEqualTo(sigma);
            }
        }
    }

    /** C5 and gradient noise against finite differences of the naive network. */
    @Test
    void gradientsAgreeWithFiniteDifferences() {
        int n = 12;
        try (MeasureFixture fixture = new MeasureFixture("mlp:4,init=torch", n, 20)) {
            Naive naive = new Naive(fixture.network);
            double h = 1e-6;
            double fisher = 0;
            for (int i = 0; i < n; i++) {
                double slope = (scaled(naive, fixture, i, 1 + h) - scaled(naive, fixture, i, 1 - h)) / (2 * h);
                fisher += slope * slope / n;
            }
            assertThat(fixture.value("fisher-rao")).isCloseTo(fisher, within(1e-5 * fisher));

            int p = 36 * 4 + 4 + 4 * 3 + 3;
            double[][] gradients = new double[n][p];
            int at = 0;
            for (Naive.Layer layer : naive.layers) {
                for (double[] row : layer.weight) {
                    for (int j = 0; j < row.length; j++) {
                        difference(naive, fixture, gradients, at++, row, j);
                    }
                }
                for (int j = 0; j < layer.bias.length; j++) {
                    difference(naive, fixture, gradients, at++, layer.bias, j);
                }
            }
            double variance = 0;
            double square = 0;
            for (int j = 0; j < p; j++) {
                double mean = 0;
                for (int i = 0; i < n; i++) {
                    mean += gradients[i][j] / n;
                }
                for (int i = 0; i < n; i++) {
                    variance += (gradients[i][j] - mean) * (gradients[i][j] - mean) / (n - 1);
                }
                square += mean * mean;
            }
            assertThat(at).isEqualTo(p);
            assertThat(fixture.value("grad-noise")).isCloseTo(variance, within(1e-5 * variance));
            assertThat(fixture.value("grad-norm")).isCloseTo(Math.sqrt(square), within(1e-5 * Math.sqrt(square)));
            assertThat(fixture.value("gradient-noise-scale"))
                    .isCloseTo(variance / square, within(1e-4 * variance / square));
        }
    }

    private static void difference(
            Naive naive, MeasureFixture fixture, double[][] gradients, int at, double[] values, int j) {
        double h = 1e-6;
        double kept = values[j];
        for (int i = 0; i < gradients.length; i++) {
            values[j] = kept + h;
            double up = loss(naive, fixture, i);
            values[j] = kept - h;
            gradients[i][at] = (up - loss(naive, fixture, i)) / (2 * h);
        }
        values[j] = kept;
    }

    private static double scaled(Naive naive, MeasureFixture fixture, int i, double factor) {
        scale(naive, factor);
        double loss = loss(naive, fixture, i);
        scale(naive, 1 / factor);
        return loss;
    }

    private static void scale(Naive naive, double factor) {
        for (Naive.Layer layer : naive.layers) {
            for (double[] row : layer.weight) {
                for (int j = 0; j < row.length; j++) {
                    row[j] *= factor;
                }
            }
            for (int j = 0; j < layer.bias.length; j++) {
                layer.bias[j] *= factor;
            }
        }
    }

    private static double loss(Naive naive, MeasureFixture fixture, int i) {
        double[] f = naive.forward(fixture.example(i));
        double total = 0;
        for (double logit : f) {
            total += Math.exp(logit);
        }
        return Math.log(total) - f[fixture.split.labels()[i]];
    }

    /** For ReLU networks without biases (they are 0 at first) ‖w‖²_fr = L² E⟨∂l/∂f, f⟩². */
    @Test
    void fisherRaoOfAHomogeneousNetworkNeedsOnlyItsOutputs() {
        try (MeasureFixture fixture = new MeasureFixture("mlp:8-6", 40, 0)) {
            Outputs outputs = fixture.subject.outputs();
            double sum = 0;
            for (int i = 0; i < outputs.count(); i++) {
                double[] p = outputs.probabilities(i);
                double product = -outputs.logits()[3 * i + outputs.labels()[i]];
                for (int c = 0; c < 3; c++) {
                    product += p[c] * outputs.logits()[3 * i + c];
                }
                sum += product * product;
            }
            double expected = 9 * sum / outputs.count();
            assertThat(fixture.value("fisher-rao")).isCloseTo(expected, within(1e-8 * expected));
        }
    }
}
