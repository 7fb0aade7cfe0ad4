package dev.shatter.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.bound.Certificate;
import dev.shatter.bound.Confidence;
import dev.shatter.bound.LossKind;
import dev.shatter.bound.Predictor;
import dev.shatter.bound.SampleRole;
import dev.shatter.bound.Scope;
import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import dev.shatter.corrupt.LabelNoise;
import dev.shatter.data.Origin;
import dev.shatter.data.Progress;
import dev.shatter.measure.MeasureFixture;
import dev.shatter.proof.Premises;
import dev.shatter.proof.Proof;
import dev.shatter.stats.ProportionInterval;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Certificates of small trained networks: which apply, that they are what the theorem says, and the decisive test. */
class CertifiersTest {
    private static Certificate get(List<Certifiers.Result> results, String name) {
        return results.stream()
                .filter(r -> r.name().equals(name))
                .findFirst()
                .orElseThrow()
                .proofs()
                .get(0)
                .certificate();
    }

    private static List<Certifiers.Result> usual(MeasureFixture fixture) {
        return Certifiers.all(Premises.of(fixture.subject), Certifiers.usual(), 0.05, Progress.SILENT);
    }

    @Test
    void allApplyToADenseNetworkWithKnownInputs() {
        try (MeasureFixture fixture = new MeasureFixture("mlp:8,init=torch", 120, 60)) {
            fixture.subject.inputsWithin(100);
            List<Certifiers.Result> results = usual(fixture);
            assertThat(results)
                    // Those of linear networks have a test of their own.
                    .filteredOn(r -> !r.name().equals("rademacher") && !r.name().equals("stability"))
                    .allSatisfy(r ->
                            assertThat(r.proofs()).as(r.name() + r.reason()).isNotEmpty());
            long errors = fixture.subject.testOutputs().errors();
            Certificate test = get(results, "binomial-inversion");
            assertThat(test.value())
                    .isCloseTo(ProportionInterval.clopperPearsonUpper(errors, 120, 0.05), within(1e-12));
            assertThat(get(results, "flatness").scope().predictor()).isEqualTo(Predictor.STOCHASTIC);
            assertThat(get(results, "flatness").confidence().delta()).isCloseTo(0.05, within(1e-12));
            // The choice among them is paid for.
            Certificate best =
                    Certifiers.best(Premises.of(fixture.subject), results, 0.05).orElseThrow();
            assertThat(best.value()).isGreaterThan(test.value());
            assertThat(best.confidence().delta()).isCloseTo(0.05, within(1e-12));
            // Corrupted training labels are another distribution than the test set's: no choice between the two.
            assertThat(best.scope().points()).isEqualTo(SampleRole.HELD_OUT);
            fixture.subject.labelsCorrupted(LabelNoise.symmetric(1 / 3.0, 3));
            assertThat(Certifiers.best(Premises.of(fixture.subject), results, 0.05)
                            .orElseThrow()
                            .scope()
                            .points())
                    .isEqualTo(SampleRole.TRAINING);
        }
    }

    /** Exchangeable labels are no independent draws; the test set is what it was. */
    @Test
    void anExactShareOfLabelsIsNoIndependentSample() {
        try (MeasureFixture fixture = new MeasureFixture("mlp:8", 60, 20)) {
            fixture.subject
                    .inputsWithin(100)
                    .labelsCorrupted(LabelNoise.symmetric(0.2, 3).dependent());
            for (Certifiers.Result result : usual(fixture)) {
                if (Certifiers.CATALOGUE.get(result.name()).points() == SampleRole.HELD_OUT) {
                    assertThat(result.proofs()).as(result.reason()).isNotEmpty();
                } else {
                    assertThat(result.proofs()).as(result.name()).isEmpty();
                    assertThat(result.reason()).contains("exchangeable, not independent");
                }
            }
        }
    }

    /** Of flips to the next class a network that errs on half of all points escapes at most a share 1 - p of errors. */
    @Test
    void noiseOfAnyKindContradictsWhatIsBelowIt() {
        try (MeasureFixture fixture = new MeasureFixture("mlp:8", 60, 0)) {
            Scope scope = new Scope(Predictor.DETERMINISTIC, LossKind.ZERO_ONE, SampleRole.TRAINING, 60, 3);
            Certificate nothing =
                    new Certificate("none", 0, Confidence.of("the sample", 0.05), scope, List.of(), "nobody");
            Proof none = Proof.of(nothing, Map.of());
            assertThat(Premises.of(fixture.subject).contradiction(none)).isPresent();
            double clean = Premises.of(fixture.subject)
                    .contradiction(none)
                    .orElseThrow()
                    .lower();
            fixture.subject.labelsCorrupted(new LabelNoise(0.8, 0.8, 0, 0.2, true));
            assertThat(Premises.of(fixture.subject)
                            .contradiction(none)
                            .orElseThrow()
                            .lower())
                    .isCloseTo(1 - 0.8 * (1 - clean) - 0.2 * clean, within(1e-12));
        }
    }

    @Test
    void whatDoesNotApplySaysWhy() {
        try (MeasureFixture fixture = new MeasureFixture("cnn:3,bn=true", 60, 20)) {
            List<Certifiers.Result> results = usual(fixture);
            assertThat(results)
                    .filteredOn(r -> r.proofs().isEmpty())
                    .extracting(Certifiers.Result::name)
                    .containsExactlyInAnyOrder(
                            "rademacher", "stability", "robustness", "golowich", "spectral-pac-bayes", "flatness");
            assertThat(results)
                    .filteredOn(r -> r.proofs().isEmpty())
                    .allSatisfy(r -> assertThat(r.reason()).isNotBlank());
            fixture.subject.drawn(Origin.COLLECTED.fitting("mean of everything"));
            assertThat(usual(fixture))
                    .filteredOn(r -> r.name().equals("spectral"))
                    .allSatisfy(r ->
                            assertThat(r.reason()).contains("prepared with the training points", "mean of everything"));
            assertThatThrownBy(() -> Certifiers.all(Premises.of(fixture.subject), List.of(), 0, Progress.SILENT))
                    .isInstanceOf(BadInput.class);
            assertThatThrownBy(
                            () -> Certifiers.all(Premises.of(fixture.subject), List.of(), Double.NaN, Progress.SILENT))
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
            for (Certifiers.Result result : usual(fixture)) {
                for (Proof proof : result.proofs()) {
                    assertThat(proof.certificate().value()).as(result.name()).isGreaterThanOrEqualTo(2 / 3.0);
                }
            }
        }
        // Those of linear networks, where the classical theory says something at all.
        try (MeasureFixture fixture = new MeasureFixture("linear", 120, 400, Chance.of(5, "random labels"))) {
            fixture.subject.inputsWithin(100).weightDecay(1e4);
            for (Certifiers.Result result : usual(fixture)) {
                assertThat(result.proofs().get(0).certificate().value())
                        .as(result.name())
                        .isGreaterThanOrEqualTo(2 / 3.0);
            }
        }
    }
}
