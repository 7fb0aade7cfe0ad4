package dev.shatter.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.bound.Certificate;
import dev.shatter.bound.CodeLength;
import dev.shatter.bound.LossKind;
import dev.shatter.bound.Occam;
import dev.shatter.bound.Predictor;
import dev.shatter.core.Variant;
import dev.shatter.data.Progress;
import dev.shatter.measure.MeasureFixture;
import dev.shatter.measure.Outputs;
import dev.shatter.measure.Unmeasurable;
import dev.shatter.network.Network;
import dev.shatter.proof.Premises;
import dev.shatter.proof.Proof;
import dev.shatter.torch.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Certificates of the classical theories on trained networks, each against a naive reading. */
class ClassicalCertifiersTest {
    @Test
    void maxPoolingIsOutsideTheoremsAboutSingleUnits() {
        try (MeasureFixture fixture = new MeasureFixture("cnn:3,pool=max", 40, 20)) {
            List<Certifiers.Result> results =
                    Certifiers.all(Premises.of(fixture.subject), Certifiers.usual(), 0.05, Progress.SILENT);
            assertThat(find(results, "golowich").reason()).contains("pool1");
            assertThat(find(results, "spectral").proofs()).isNotEmpty();
        }
    }

    /** tanh is 1-Lipschitz and 0 at 0, all that the spectral theorem asks; theorems that rescale layers want homogeneity. */
    @Test
    void tanhIsCoveredByTheSpectralTheoremOnly() {
        try (MeasureFixture fixture = new MeasureFixture("mlp:8,activation=tanh,init=torch", 40, 20)) {
            List<Certifiers.Result> results =
                    Certifiers.all(Premises.of(fixture.subject), Certifiers.usual(), 0.05, Progress.SILENT);
            assertThat(find(results, "golowich").reason()).contains("tanh1");
            assertThat(find(results, "spectral-pac-bayes").reason()).contains("tanh1");
            assertThat(find(results, "spectral").proofs())
                    .singleElement()
                    .satisfies(proof ->
                            assertThat(proof.certificate().value()).isGreaterThan(fixture.value("train-error")));
        }
    }

    private static List<Proof> prove(MeasureFixture fixture, String name) {
        Variant variant = Certifiers.CATALOGUE.parse(name);
        return Certifiers.CATALOGUE.get(variant).certify(Premises.of(fixture.subject), variant, 0.05, Progress.SILENT);
    }

    private static Certifiers.Result find(List<Certifiers.Result> results, String name) {
        return results.stream().filter(r -> r.name().equals(name)).findFirst().orElseThrow();
    }

    /** Every decoded value is a multiple of its tensor's step, and the bits are those of the shorter code. */
    @Test
    void theCodeIsWhatTheDecodedNetworkNeeds() {
        try (MeasureFixture fixture = new MeasureFixture("mlp:4,init=torch", 60, 20)) {
            Quantised code = Quantised.encode(fixture.subject.folded(), 3);
            long bits = CodeLength.choice(7);
            try (Network decoded = code.network()) {
                for (var entry : fixture.subject.folded().parameters().entrySet()) {
                    double[] before = Tensors.doubles(entry.getValue().detach());
                    double[] after =
                            Tensors.doubles(decoded.parameter(entry.getKey()).detach());
                    float largest = 0;
                    for (double w : before) {
                        largest = Math.max(largest, (float) Math.abs(w));
                    }
                    float step = Quantised.roundedUp(largest) / 3;
                    long[] counts = new long[7];
                    for (int i = 0; i < before.length; i++) {
                        assertThat(Math.abs(before[i] - after[i])).isLessThanOrEqualTo(step * 0.5001);
                        long symbol = Math.round(after[i] / step);
                        assertThat(after[i]).isCloseTo(symbol * (double) step, within(1e-6));
                        counts[(int) symbol + 3]++;
                    }
                    bits += 17 + Math.min(3L * before.length, CodeLength.enumerative(counts));
                }
                assertThat(code.bits()).isEqualTo(bits);
                Outputs outputs = Outputs.of(decoded, fixture.subject.train());
                double error = (double) outputs.errors() / outputs.count();
                Proof best = prove(fixture, "occam").get(0);
                assertThat(best.certificate().value())
                        .isLessThanOrEqualTo(Occam.upper(error, Occam.nats(bits), 60, 0.05))
                        .isEqualTo(Occam.upper(best.number("error"), Occam.nats(best.number("bits")), 60, 0.05));
                assertThat(best.certificate().scope().predictor()).isEqualTo(Predictor.COMPRESSED);
            }
        }
        assertThat(Quantised.roundedUp(1f)).isEqualTo(1f);
        assertThat(Quantised.roundedUp(1.001f)).isEqualTo(1.0078125f);
    }

    /** Softmax regression near its minimum: the gradient is what is left, and the numbers are the theorem's. */
    @Test
    void softmaxRegressionWithWeightDecayIsStable() {
        try (MeasureFixture fixture = new MeasureFixture("linear", 60, 30)) {
            fixture.subject.inputsWithin(20);
            assertThatThrownBy(() -> prove(fixture, "stability"))
                    .isInstanceOf(Unmeasurable.class)
                    .hasMessageContaining("weight decay");
            double decay = 50;
            fixture.subject.weightDecay(decay);
            Certificate certificate = prove(fixture, "stability").get(0).certificate();
            assertThat(certificate.scope().loss()).isEqualTo(LossKind.CLIPPED_CROSS_ENTROPY);
            double beta = 2 * 401 / (Math.log(2) * decay * 60);
            double root = Math.sqrt(Math.log(20) / 120);
            assertThat(certificate.value()).isGreaterThan(2 * beta + (4 * 60 * beta + 1) * root);
            List<Certifiers.Result> golowich = Certifiers.all(
                    Premises.of(fixture.subject),
                    List.of(Certifiers.CATALOGUE.parse("golowich")),
                    0.05,
                    Progress.SILENT);
            assertThat(prove(fixture, "rademacher").get(0).certificate().value())
                    .isPositive()
                    .isLessThan(golowich.get(0).proofs().get(0).certificate().value());
        }
    }
}
