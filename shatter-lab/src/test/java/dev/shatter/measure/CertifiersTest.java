package dev.shatter.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.bound.Certificate;
import dev.shatter.bound.Points;
import dev.shatter.bound.Predictor;
import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import dev.shatter.stats.ProportionInterval;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Certificates of small trained networks: which apply, that they are what the theorem says, and the decisive test. */
class CertifiersTest {
    private static Certificate get(List<Certifiers.Result> results, String name) {
        return Objects.requireNonNull(results.stream()
                .filter(r -> r.name().equals(name))
                .findFirst()
                .orElseThrow()
                .certificate());
    }

    @Test
    void allApplyToADenseNetworkWithKnownInputs() {
        try (MeasureFixture fixture = new MeasureFixture("mlp:8,init=torch", 120, 60)) {
            fixture.subject.inputsWithin(100);
            List<Certifiers.Result> results = Certifiers.all(fixture.subject, 0.05);
            assertThat(results)
                    // Those of linear networks have a test of their own.
                    .filteredOn(r -> !r.name().equals("rademacher") && !r.name().equals("stability"))
                    .allSatisfy(r -> assertThat(r.certificate())
                            .as(r.name() + r.reason())
                            .isNotNull());
            long errors = fixture.subject.testOutputs().errors();
            Certificate test = get(results, "binomial-inversion");
            assertThat(test.value())
                    .isCloseTo(ProportionInterval.clopperPearsonUpper(errors, 120, 0.05), within(1e-12));
            assertThat(get(results, "flatness").scope().predictor()).isEqualTo(Predictor.STOCHASTIC);
            assertThat(get(results, "flatness").confidence().delta()).isCloseTo(0.05, within(1e-12));
            // The choice among them is paid for.
            Certificate best = Certifiers.best(fixture.subject, 0.05);
            assertThat(best.value()).isGreaterThan(test.value());
            assertThat(best.confidence().delta()).isCloseTo(0.05, within(1e-12));
            // Corrupted training labels are another distribution than the test set's: no choice between the two.
            assertThat(best.scope().points()).isEqualTo(Points.HELD_OUT);
            fixture.subject.labelsCorrupted(0.5);
            assertThat(Certifiers.best(fixture.subject, 0.05).scope().points()).isEqualTo(Points.TRAINING);
        }
    }

    /** Homogenised norms against the naive reading: constant row in the matrix, not in the (2,1) distance. */
    @Test
    void homogenisedNormsHoldTheBiases() {
        try (MeasureFixture fixture = new MeasureFixture("mlp:8,init=torch", 60, 20)) {
            Naive naive = new Naive(fixture.network);
            Homogeneous norms = Homogeneous.of(fixture.subject);
            double[][] first = new double[9][37];
            double distance = 0;
            for (int i = 0; i < 8; i++) {
                System.arraycopy(naive.layers.get(0).weight[i], 0, first[i], 0, 36);
                first[i][36] = naive.layers.get(0).bias[i];
                double squares = 0;
                for (double w : first[i]) {
                    squares += w * w;
                }
                distance += Math.sqrt(squares);
            }
            first[8][36] = 1;
            assertThat(norms.spectral()[0]).isCloseTo(Naive.svd(first)[0], within(1e-9));
            assertThat(norms.distances()[0]).isCloseTo(distance, within(1e-9));
            assertThat(norms.width()).isEqualTo(37);
        }
    }

    @Test
    void whatDoesNotApplySaysWhy() {
        try (MeasureFixture fixture = new MeasureFixture("cnn:3,bn=true", 60, 20)) {
            List<Certifiers.Result> results = Certifiers.all(fixture.subject, 0.05);
            assertThat(results)
                    .filteredOn(r -> r.certificate() == null)
                    .extracting(Certifiers.Result::name)
                    .containsExactlyInAnyOrder(
                            "rademacher", "stability", "robustness", "golowich", "spectral-pac-bayes", "flatness");
            assertThat(results)
                    .filteredOn(r -> r.certificate() == null)
                    .allSatisfy(r -> assertThat(r.reason()).isNotBlank());
            fixture.subject.inputsPreparedBySample();
            assertThat(Certifiers.all(fixture.subject, 0.05))
                    .filteredOn(r -> r.name().equals("spectral"))
                    .allSatisfy(r -> assertThat(r.reason()).contains("standardised"));
            assertThatThrownBy(() -> Certifiers.all(fixture.subject, 0)).isInstanceOf(BadInput.class);
            assertThatThrownBy(() -> Certifiers.all(fixture.subject, Double.NaN))
                    .isInstanceOf(BadInput.class);
        }
    }

    /** Rule 0.4.5: on random labels the risk is 1 - 1/K for every network; no certificate may fall under it. */
    @Test
    void onRandomLabelsNoCertificateIsUnderChance() {
        try (MeasureFixture fixture =
                new MeasureFixture("mlp:16,init=torch", 120, 400, Chance.of(5, "random labels"))) {
            fixture.subject.inputsWithin(100);
            assertThat(fixture.value("train-error")).isLessThan(0.2);
            for (Certifiers.Result result : Certifiers.all(fixture.subject, 0.05)) {
                if (result.certificate() != null) {
                    assertThat(result.certificate().value()).as(result.name()).isGreaterThanOrEqualTo(2 / 3.0);
                }
            }
        }
        // Those of linear networks, where the classical theory says something at all.
        try (MeasureFixture fixture = new MeasureFixture("linear", 120, 400, Chance.of(5, "random labels"))) {
            fixture.subject.inputsWithin(100).weightDecay(1e4);
            for (Certifiers.Result result : Certifiers.all(fixture.subject, 0.05)) {
                assertThat(Objects.requireNonNull(result.certificate()).value())
                        .as(result.name())
                        .isGreaterThanOrEqualTo(2 / 3.0);
            }
        }
    }
}
