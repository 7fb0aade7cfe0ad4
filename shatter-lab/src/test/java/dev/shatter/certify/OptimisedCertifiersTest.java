package dev.shatter.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.bound.BinomialInversion;
import dev.shatter.bound.Certificate;
import dev.shatter.bound.Compression;
import dev.shatter.bound.Disintegrated;
import dev.shatter.bound.KlChernoff;
import dev.shatter.bound.LossKind;
import dev.shatter.bound.PickToLearn;
import dev.shatter.bound.Predictor;
import dev.shatter.bound.SampleCompression;
import dev.shatter.bound.SampleRole;
import dev.shatter.bound.Scope;
import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import dev.shatter.core.Variant;
import dev.shatter.data.Progress;
import dev.shatter.measure.MeasureFixture;
import dev.shatter.measure.Subject;
import dev.shatter.measure.Unmeasurable;
import dev.shatter.proof.Premises;
import dev.shatter.proof.Proof;
import dev.shatter.torch.Threads;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates that train networks of their own: what they say; over 200 draws see {@link DecisiveCertifiersTest}. */
class OptimisedCertifiersTest {
    private static final String DZIUGAITE_ROY = "dziugaite-roy,epochs=40,batch=100,rate=0.01,passes=3";
    private static final String PRIOR = "data-dependent-prior,epochs=4,batch=100,prior-epochs=20,passes=3";
    private static final String DISINTEGRATED = "disintegrated,epochs=4,batch=100,prior-epochs=20";
    private static final String PICK =
            "pick-to-learn,prior-epochs=20,add=5,rounds=60,replay=200,repeat=10,batch=50,rate=0.05";
    private static final String COMPRESSION =
            "compression,epochs=30,rounded-epochs=30,dimension=40,levels=3,batch=100,rounded-rate=0.003";

    @BeforeAll
    static void oneThread() {
        Threads.use(1);
    }

    private static List<Proof> prove(Subject subject, String reference, double delta) {
        Variant variant = Certifiers.CATALOGUE.parse(reference);
        return Certifiers.CATALOGUE.get(variant).certify(Premises.of(subject), variant, delta, Progress.SILENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {DZIUGAITE_ROY, PRIOR, DISINTEGRATED, PICK, COMPRESSION})
    void onAnEasyTaskTheCertificateIsUnderChanceAndRepeatable(String reference) {
        try (MeasureFixture fixture = new MeasureFixture("mlp:16,init=torch", 1500, 60)) {
            Proof proof = prove(fixture.subject, reference, 0.05).get(0);
            Certificate certificate = proof.certificate();
            assertThat(certificate.trivial()).as("%s", proof).isFalse();
            assertThat(certificate.confidence().delta()).isCloseTo(0.05, within(1e-12));
            assertThat(certificate.scope().predictor())
                    .isEqualTo(Certifiers.CATALOGUE
                            .get(Certifiers.CATALOGUE.parse(reference))
                            .predictor());
            assertThat(certificate.value())
                    .isGreaterThan(proof.number("error"))
                    .isGreaterThan(proof.number("testError"));
            assertThat(prove(fixture.subject, reference, 0.05).get(0)).isEqualTo(proof);
        }
    }

    /** Rule 0.4.5: with labels drawn by lot every predictor errs at 1 - 1/K. */
    @ParameterizedTest
    @ValueSource(strings = {DZIUGAITE_ROY, PRIOR, DISINTEGRATED, PICK, COMPRESSION})
    void onRandomLabelsNoCertificateIsUnderChance(String reference) {
        try (MeasureFixture fixture =
                new MeasureFixture("mlp:16,init=torch", 300, 400, Chance.of(6, "random labels"))) {
            assertThat(fixture.value("train-error")).isLessThan(0.3);
            assertThat(prove(fixture.subject, reference, 0.05)
                            .get(0)
                            .certificate()
                            .value())
                    .isGreaterThanOrEqualTo(2 / 3.0);
        }
    }

    /** The divergence of a posterior that was not moved is exactly 0. */
    @Test
    void withoutOptimisationThePriorItselfIsCertified() {
        try (MeasureFixture fixture = new MeasureFixture("mlp:16,init=torch", 600, 10)) {
            List<Proof> proofs = prove(fixture.subject, "data-dependent-prior,epochs=0,prior-epochs=20,passes=3", 0.05);
            assertThat(proofs)
                    .extracting(p -> p.certificate().scope())
                    .containsExactly(
                            Scope.ofPosterior(300, 3),
                            new Scope(
                                    Predictor.STOCHASTIC,
                                    LossKind.BOUNDED_CROSS_ENTROPY,
                                    SampleRole.PRIOR_FREE,
                                    300,
                                    3),
                            new Scope(Predictor.RETRAINED, LossKind.ZERO_ONE, SampleRole.PRIOR_FREE, 300, 3));
            assertThat(proofs)
                    .allSatisfy(proof ->
                            assertThat(proof.certificate().confidence().delta()).isCloseTo(0.05, within(1e-12)));
            assertThat(proofs.subList(0, 2)).allSatisfy(proof -> {
                assertThat(proof.number("kl")).isZero();
                // Fixed before its points were seen: no ln(2 sqrt n), and each of two candidates has half of delta.
                GibbsDraws draws = new GibbsDraws(proof);
                assertThat(proof.certificate().value())
                        .isEqualTo(KlChernoff.upper(draws.upper(0.2 * 0.025), 300, 0.8 * 0.025));
            });
            Proof mean = proofs.get(2);
            long errors = Math.round(300 * mean.number("error"));
            assertThat(mean.certificate().value()).isEqualTo(BinomialInversion.upper(errors, 300, 0.05));
            assertThat(mean.number("bestOfThree")).isLessThanOrEqualTo(BinomialInversion.upper(errors, 300, 0.05 / 3));
        }
    }

    /** The empirical risk of a proof of the loss it is about, with its draws. */
    private record GibbsDraws(Proof proof) {
        double upper(double delta) {
            boolean zeroOne = proof.certificate().scope().loss() == LossKind.ZERO_ONE;
            double mean = proof.number(zeroOne ? "error" : "boundedCrossEntropy");
            return KlChernoff.upper(mean, proof.number("draws"), delta);
        }
    }

    /** A posterior that was not moved: the one draw pays no divergence. */
    @Test
    void oneDrawnNetworkIsCertifiedByItsOwnErrors() {
        try (MeasureFixture fixture = new MeasureFixture("mlp:16,init=torch", 600, 10)) {
            Proof still = prove(fixture.subject, "disintegrated,epochs=0,prior-epochs=20", 0.05)
                    .get(0);
            assertThat(still.number("renyi")).isZero();
            assertThat(still.certificate().value()).isEqualTo(Disintegrated.upper(still.number("error"), 0, 300, 0.05));
            Proof moved = prove(fixture.subject, "disintegrated,epochs=4,batch=50,rate=0.005,prior-epochs=20", 0.05)
                    .get(0);
            // Widths hardly change: about twice the Kullback-Leibler divergence.
            assertThat(moved.number("renyi")).isBetween(1.5 * moved.number("kl"), 3 * moved.number("kl"));
            assertThat(moved.certificate().scope().predictor()).isEqualTo(Predictor.DRAWN);
        }
    }

    /** Right on all points that were not picked, it is pick-to-learn; stopped before, sample compression. */
    @Test
    void pickingEndsRightOnAllOtherPointsOrSaysHowManyErrorsAreLeft() {
        try (MeasureFixture fixture = new MeasureFixture("mlp:16,init=torch", 600, 10)) {
            Proof done = prove(fixture.subject, PICK, 0.05).get(0);
            assertThat(done.number("errorsLeft")).isZero();
            assertThat(done.certificate().theorem()).isEqualTo("pick-to-learn");
            assertThat(done.certificate().value())
                    .isEqualTo(PickToLearn.upper((long) done.number("picked"), 300, 0.05 - 0.1 * 0.05));
            Proof stopped = prove(fixture.subject, PICK.replace("rounds=60", "rounds=0"), 0.05)
                    .get(0);
            long left = (long) stopped.number("errorsLeft");
            assertThat(left).isPositive();
            assertThat(stopped.certificate().theorem()).isEqualTo("sample-compression");
            assertThat(stopped.certificate().value()).isEqualTo(SampleCompression.upper(left, 0, 300, 0.1 * 0.05));
            assertThat(stopped.certificate().confidence().delta()).isCloseTo(0.05, within(1e-12));
        }
    }

    @Test
    void theCompressedNetworksBitsAreCounted() {
        try (MeasureFixture fixture = new MeasureFixture("mlp:16,init=torch", 600, 10)) {
            Proof proof = prove(fixture.subject, COMPRESSION, 0.05).get(0);
            long bits = (long) proof.number("bits");
            // Three levels of 16 bits and 40 symbols cannot be had for less than the levels, nor need more than this.
            assertThat(bits).isBetween(48L, 48L + 40 * 2 + 30);
            assertThat(proof.certificate().value())
                    .isEqualTo(Compression.prefixFree(Math.round(600 * proof.number("error")), bits, 600, 0.05))
                    .isLessThan(Compression.upper(proof.number("error"), bits, 600, 0.05));
            assertThat(proof.certificate().scope().predictor()).isEqualTo(Predictor.COMPRESSED);
        }
    }

    /** A convolutional network with batch norm: statistics from the prior's examples alone. */
    @Test
    void batchNormNeedsAPriorFromOtherData() {
        try (MeasureFixture fixture = new MeasureFixture("cnn:8,bn=true", 900, 5)) {
            Proof proof = prove(
                            fixture.subject,
                            "data-dependent-prior,epochs=2,batch=100,prior-epochs=15,passes=4,deviation=0.02,augment=shift:1",
                            0.05)
                    .get(0);
            assertThat(proof.certificate().trivial()).as("%s", proof).isFalse();
            // A draw is a network, tried on 20 examples.
            assertThat(proof.number("draws")).isEqualTo(4 * 450 / 20.0);
            assertThatThrownBy(() -> prove(fixture.subject, DZIUGAITE_ROY, 0.05))
                    .isInstanceOf(Unmeasurable.class)
                    .hasMessageContaining("batch norm");
            assertThatThrownBy(() -> prove(fixture.subject, COMPRESSION, 0.05)).isInstanceOf(Unmeasurable.class);
        }
    }

    @Test
    void optionsThatLeaveNothingAreRefused() {
        try (MeasureFixture fixture = new MeasureFixture("mlp:4", 30, 1)) {
            assertThatThrownBy(() -> prove(fixture.subject, "data-dependent-prior,augment=crop", 0.05))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("size");
            assertThatThrownBy(() -> prove(fixture.subject, "data-dependent-prior,prior=0.999", 0.05))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("examples");
        }
    }
}
