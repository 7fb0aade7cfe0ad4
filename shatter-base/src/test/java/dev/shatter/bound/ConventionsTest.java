package dev.shatter.bound;

import static dev.shatter.bound.Digits.SIX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import dev.shatter.core.Draw;
import dev.shatter.core.Json;
import dev.shatter.core.Property;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Losses, certificates, union bounds: theory sheet, section 0. */
class ConventionsTest {
    private static final double[] MARGINS = {-0.5, 0, 0.5, 1, 2};

    @Test
    void marginLosses() {
        assertThat(Arrays.stream(MARGINS).map(m -> MarginLoss.ramp(m, 1)).toArray())
                .containsExactly(1, 1, 0.5, 0, 0);
        assertThat(MarginLoss.ramp(MARGINS, 1)).isCloseTo(0.5, within(1e-15));
        assertThat(MarginLoss.hard(MARGINS, 1)).isCloseTo(0.8, within(1e-15));
        assertThat(MarginLoss.zeroOne(MARGINS)).isCloseTo(0.4, within(1e-15));
        assertThat(MarginLoss.ramp(Double.NaN, 1)).isEqualTo(1);
        assertThat(MarginLoss.zeroOne(new double[] {Double.NaN})).isEqualTo(1);
    }

    @Property(tries = 200)
    void rampIsBetweenErrorAndHardMarginAndGrowsWithGamma(Draw draw) {
        double gamma = draw.real(0.001, 10);
        Chance chance = draw.chance();
        double[] margins = chance.doubles(30, -3, 5).toArray();
        double ramp = MarginLoss.ramp(margins, gamma);
        assertThat(ramp).isBetween(MarginLoss.zeroOne(margins), MarginLoss.hard(margins, gamma) + 1e-12);
        assertThat(MarginLoss.ramp(margins, 1.5 * gamma)).isGreaterThanOrEqualTo(ramp - 1e-12);
        assertThat(MarginLoss.hard(margins, 1.5 * gamma)).isGreaterThanOrEqualTo(MarginLoss.hard(margins, gamma));
    }

    @Test
    void boundedCrossEntropy() {
        assertThat(BoundedCrossEntropy.of(0.9, 1e-5)).isCloseTo(0.009151, SIX);
        assertThat(BoundedCrossEntropy.of(1e-9, 1e-5)).isEqualTo(1);
        assertThat(BoundedCrossEntropy.of(1, 1e-5)).isZero();
        assertThat(BoundedCrossEntropy.of(Double.NaN, 1e-5)).isEqualTo(1);
    }

    @Test
    void riskAgainstPartlyRandomLabels() {
        assertThat(MixedRisk.of(0.02, 0.5, 10)).isCloseTo(0.46, within(1e-15));
        assertThat(MixedRisk.of(0.02, 1, 10)).isCloseTo(0.9, within(1e-15));
    }

    @Test
    void stratificationReferenceValue() {
        Stratification.Cap cap = Stratification.cap(3, 1);
        assertThat(cap.k()).isEqualTo(2);
        assertThat(cap.cap()).isEqualTo(4);
        assertThat(Stratification.penalty(2)).isCloseTo(3.025719, SIX);
        assertThat(Stratification.Z).isCloseTo(2.289868, SIX);
        assertThat(Stratification.cap(0, 1).k()).isEqualTo(-60);
        assertThat(Stratification.cap(8, 1).k()).isEqualTo(3);
        assertThat(Stratification.cap(Double.NaN, 1).cap()).isInfinite();
        assertThat(Stratification.cap(Double.POSITIVE_INFINITY, 1).cap()).isInfinite();
        assertThat(Stratification.cap(Double.MIN_VALUE, 1).cap()).isPositive();
    }

    @Property(tries = 300)
    void capsAreTheSmallestOfTheGrid(Draw draw) {
        double value = draw.real(1e-9, 1e9);
        double tau = draw.real(0.01, 7);
        Stratification.Cap cap = Stratification.cap(value, tau);
        assertThat(cap.cap()).isGreaterThanOrEqualTo(value).isEqualTo(Math.scalb(tau, cap.k()));
        assertThat(cap.cap() / 2).isLessThan(value);
    }

    @Test
    void stratifiedDeltasAddUpToDelta() {
        double sum = 0;
        int last = 20_000;
        for (int k = -last; k <= last; k++) {
            sum += Stratification.delta(0.05, k);
        }
        // The missing tail is 2/(Z last) of delta.
        assertThat(sum).isLessThan(0.05).isCloseTo(0.05, within(0.05 * 2.1 / (Stratification.Z * last)));
    }

    @Property(tries = 100)
    void marginsPaidForAreNeverBetterThanMarginsKnown(Draw draw) {
        int scale = draw.whole(1, 1000);
        MarginGrid grid = MarginGrid.search(
                (gamma, penalty) -> new MarginBound(gamma, gamma, scale / (1000 * gamma), penalty / 100));
        double free = 2 * Math.sqrt(scale / 1000.0);
        assertThat(grid.best().value()).isGreaterThanOrEqualTo(free);
        // A loss of γ is within 0.05 of the error, here 0, up to 2^-5.
        assertThat(grid.fitted().gamma()).isEqualTo(1 / 32.0);
        assertThat(grid.fitted().value()).isGreaterThanOrEqualTo(grid.best().value());
    }

    /** Whoever reads a certificate is told what its preprocessing may depend on. */
    @Test
    void everyTheoremOnIndependentDrawsNamesPreprocessing() {
        assertThat(Bounds.CATALOGUE.entries())
                .filteredOn(theorem -> theorem.assumptions().contains(Clause.IID))
                .isNotEmpty()
                .allSatisfy(theorem -> assertThat(String.join("; ", theorem.assumptions()))
                        .as(theorem.name())
                        .contains("preprocessing"));
    }

    @Test
    void flagsOfACertificate() {
        Scope ten = Scope.ofHeldOut(100, 10);
        Certificate good = Certificate.of(Hoeffding.THEOREM, 0.5, 0.05, ten);
        assertThat(good.vacuous()).isFalse();
        assertThat(good.trivial()).isFalse();
        Certificate trivial = Certificate.of(Hoeffding.THEOREM, 0.9, 0.05, ten);
        assertThat(trivial.trivial()).isTrue();
        assertThat(trivial.vacuous()).isFalse();
        Certificate raw = Certificate.of(Hoeffding.THEOREM, 17.5, 0.05, ten);
        assertThat(raw.value()).isEqualTo(17.5);
        assertThat(raw.vacuous()).isTrue();
        assertThat(Certificate.of(Hoeffding.THEOREM, Double.NaN, 0.05, ten).value())
                .isInfinite();
        Scope entropy = new Scope(Predictor.STOCHASTIC, LossKind.BOUNDED_CROSS_ENTROPY, SampleRole.PRIOR_FREE, 100, 10);
        assertThat(Certificate.of(PacBayes.THEOREM, 0.95, 0.05, entropy).trivial())
                .isFalse();
    }

    @Test
    void boundsInExpectationAreNeverCertificates() {
        Scope scope = Scope.ofTraining(100, 2);
        assertThatThrownBy(() -> Certificate.of(SgdStability.THEOREM, 0.1, 0.05, scope))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expectation");
        assertThatThrownBy(() -> Certificate.of(RandomSigns.THEOREM, 0.1, 0.05, scope))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ExpectationBound.of(Hoeffding.THEOREM, 0.1, "gap", 10))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Certificate.class.isAssignableFrom(ExpectationBound.class)).isFalse();
    }

    @Test
    void theoremsRefuseWhatTheyDoNotCover() {
        Scope training = Scope.ofTraining(100, 10);
        assertThatThrownBy(() -> BinomialInversion.certify(training, 3, 0.05)).hasMessageContaining("held-out");
        assertThatThrownBy(() -> PacBayes.certify(training, 0.1, 5, 0.05)).hasMessageContaining("this network");
        assertThatThrownBy(() -> Compression.certify(training, 3, 10, 0.05)).hasMessageContaining("this network");
        assertThatThrownBy(() -> UniformStability.certify(training, 0.1, 1e-4, 1, 0.05))
                .hasMessageContaining("0-1 loss");
        assertThatThrownBy(() -> DataDependentPrior.certify(
                        new Scope(Predictor.STOCHASTIC, LossKind.ZERO_ONE, SampleRole.TRAINING, 100, 10),
                        new SampledRisk(0.1, 1000, 0.01),
                        1,
                        1,
                        0.025))
                .hasMessageContaining("prior never saw");
        assertThatThrownBy(() -> Hoeffding.upper(0.1, 100, 1)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> Hoeffding.upper(0.1, 0, 0.05)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> Hoeffding.upper(1.5, 10, 0.05)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> Scope.ofHeldOut(100, 1)).isInstanceOf(BadInput.class);
    }

    @Test
    void choosingTheBestCostsAUnionBound() {
        Scope scope = Scope.ofHeldOut(10_000, 10);
        Certificate best = BestOf.choose(
                0.05,
                List.of(
                        delta -> Hoeffding.certify(scope, 0.025, delta),
                        delta -> BinomialInversion.certify(scope, 250, delta)));
        assertThat(best.theorem()).isEqualTo("binomial-inversion");
        assertThat(best.value()).isEqualTo(BinomialInversion.upper(250, 10_000, 0.025));
        assertThat(best.confidence().delta()).isCloseTo(0.05, within(1e-15));
        assertThat(best.confidence().shares()).hasSize(2);
        Certificate alone = BestOf.choose(0.05, List.of(delta -> Hoeffding.certify(scope, 0.025, delta)));
        assertThat(alone.value()).isEqualTo(Hoeffding.upper(0.025, 10_000, 0.05));
        assertThatThrownBy(() -> BestOf.choose(
                        0.05,
                        List.of(d -> Hoeffding.certify(scope, 0.025, 0.05), d -> Hoeffding.certify(scope, 0.025, d))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("share");
        assertThatThrownBy(() -> BestOf.choose(
                        0.05,
                        List.of(
                                d -> Hoeffding.certify(scope, 0.025, d),
                                d -> PacBayes.certify(Scope.ofPosterior(100, 10), 0.1, 1, d))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BestOf.choose(0.05, List.of())).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> new Confidence(0.05, List.of(new Confidence.Share("x", 0.01))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void certificatesSurviveJson() throws JsonProcessingException {
        Certificate certificate = Vapnik.certify(Scope.ofTraining(100, 2), 0.1, 1000, 0.05);
        String text = Json.pretty(certificate);
        assertThat(text).contains("\"vacuous\" : true", "\"value\" : \"Infinity\"");
        assertThat(Json.mapper().readValue(text, Certificate.class)).isEqualTo(certificate);
        ExpectationBound mean = SgdStability.convex(1, 10, 10_000);
        assertThat(Json.mapper().readValue(Json.canonical(mean), ExpectationBound.class))
                .isEqualTo(mean);
    }

    @Test
    void everyTheoremTellsItsTale() {
        assertThat(Bounds.CATALOGUE.entries()).allSatisfy(theorem -> {
            assertThat(theorem.name()).matches("[a-z0-9-]+");
            assertThat(theorem.summary()).isNotBlank().doesNotEndWith(".");
            assertThat(theorem.formula()).isNotBlank();
            assertThat(theorem.reading()).isNotBlank();
            assertThat(theorem.source()).isNotBlank();
            assertThat(theorem.assumptions()).isNotEmpty();
            assertThat(theorem.pitfalls()).isNotEmpty();
        });
        assertThat(Bounds.CATALOGUE.get("sgd-stability").guarantee()).isEqualTo(Guarantee.IN_EXPECTATION);
        assertThat(Bounds.CATALOGUE.get("vc").guarantee()).isEqualTo(Guarantee.IN_PROBABILITY);
    }
}
