package dev.shatter.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shatter.core.BadInput;
import dev.shatter.data.Dataset;
import dev.shatter.data.Shape;
import dev.shatter.data.store.DataStore;
import dev.shatter.measure.catalogue.MeasureRunner;
import dev.shatter.measure.catalogue.Measures;
import dev.shatter.network.Network;
import dev.shatter.network.Networks;
import dev.shatter.run.Measurement;
import dev.shatter.run.Measurement.Status;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every measure, and for running many of them. */
class MeasuringTest {
    @Test
    void everyMeasureDescribesItself() {
        assertThat(Measures.CATALOGUE.entries()).hasSizeGreaterThan(60).allSatisfy(measure -> {
            assertThat(measure.name()).matches("[a-z0-9.]+(-[a-z0-9.]+)*");
            assertThat(measure.summary()).isNotBlank();
            assertThat(measure.formula()).isNotBlank();
            assertThat(measure.unit()).isNotBlank();
        });
    }

    @Test
    void allAreMeasuredOrSayWhyNot() {
        try (MeasureFixture fixture = new MeasureFixture("cnn:3-4,bn=true", 40, 20)) {
            List<String> told = new ArrayList<>();
            List<Measurement> all =
                    MeasureRunner.all(fixture.subject, MeasureRunner.usual(), new MeasureRunner.Listener() {
                        @Override
                        public void ended(Measurement measurement) {
                            told.add(measurement.name());
                        }
                    });
            assertThat(told)
                    .containsExactlyElementsOf(
                            all.stream().map(Measurement::name).toList());
            assertThat(all).allSatisfy(m -> {
                assertThat(m.status()).as(m.name() + ": " + m.note()).isNotEqualTo(Status.FAILED);
                assertThat(Double.isNaN(m.value())).as(m.name()).isEqualTo(!m.measured());
                assertThat(m.measured() || !m.note().isBlank()).isTrue();
            });
            assertThat(all.stream().filter(m -> !m.measured()).map(Measurement::name))
                    .containsExactlyInAnyOrder(
                            "memorisation-index",
                            "grad-noise-epoch-1",
                            "steps-to-0.1",
                            "steps-0.1-to-0.01",
                            "alpha-power-law",
                            "alpha-hat",
                            "mp-spikes",
                            "mp-softrank");
        }
    }

    /** On images of Fashion-MNIST: what is skipped is skipped for what a theorem does not cover, never by a failure. */
    @Test
    void residualNetworksAreMeasuredOrSayWhyNot(@TempDir Path home) {
        Dataset data = new DataStore(home).open("fashion-mnist-12k");
        try (FashionFixture fixture = new FashionFixture("resnet:4-8", data)) {
            assertThat(fixture.subject.outputs().errors()).isZero();
            List<Measurement> all =
                    MeasureRunner.all(fixture.subject, MeasureRunner.usual(), new MeasureRunner.Listener() {});
            assertThat(all)
                    .allSatisfy(m -> assertThat(m.status())
                            .as(m.name() + ": " + m.note())
                            .isNotEqualTo(Status.FAILED));
            assertThat(all.stream()
                            .filter(m -> !m.measured())
                            .map(Measurement::note)
                            .distinct())
                    .isSubsetOf("no layer has a shorter side of 50 or more", "the training loss never fell to 0.01");
        }
    }

    @Test
    void withoutInitialWeightsAndDataTheReasonIsGiven() {
        try (Network network = Network.create(Networks.architecture("mlp:8", Shape.of(5), 3), 1);
                Subject subject = Subject.of(network)) {
            Measurement distance = MeasureRunner.one(subject, Measures.CATALOGUE.get("fro-dist"));
            assertThat(distance.status()).isEqualTo(Status.SKIPPED);
            assertThat(distance.note()).isEqualTo("needs the initial weights");
            Measurement margin = MeasureRunner.one(subject, Measures.CATALOGUE.get("inverse-margin"));
            assertThat(margin.note()).isEqualTo("needs the training examples");
            assertThat(MeasureRunner.one(subject, Measures.CATALOGUE.get("param-norm"))
                            .status())
                    .isEqualTo(Status.EXACT);
            assertThat(MeasureRunner.one(subject, Measures.CATALOGUE.get("conv-norm-fft"))
                            .note())
                    .isEqualTo("the network has no convolution");
        }
    }

    @Test
    void unsupportedLayersAreNamed() {
        try (Network network = Network.create(Networks.architecture("alexnet-small", Shape.of(1, 6, 6), 3), 1);
                Subject subject = Subject.of(network)) {
            assertThat(MeasureRunner.one(subject, Measures.CATALOGUE.get("path-norm"))
                            .note())
                    .contains("lrn1")
                    .contains("local response norm");
        }
    }

    @Test
    void weightsThatAreNotFiniteAreRefused() {
        try (Network network = Network.create(Networks.architecture("mlp:8", Shape.of(5), 3), 1)) {
            network.flat().fill_(new Scalar(Double.NaN));
            assertThatThrownBy(() -> Subject.of(network))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("not finite");
        }
    }

    /** J4: a random matrix has no spikes, and its spectrum fits no better than the shuffled one's. */
    @Test
    void spectraOfRandomWeightsLookRandom() {
        try (Network network = Network.create(Networks.architecture("mlp:120", Shape.of(240), 3), 1);
                Subject subject = Subject.of(network)) {
            Measurement spikes = MeasureRunner.one(subject, Measures.CATALOGUE.get("mp-spikes"));
            assertThat(spikes.value()).isZero();
            Measurement rank = MeasureRunner.one(subject, Measures.CATALOGUE.get("mp-softrank"));
            assertThat(rank.value()).isBetween(0.9, 1.0);
            Measurement alpha = MeasureRunner.one(subject, Measures.CATALOGUE.get("alpha-power-law"));
            assertThat(alpha.details()).containsKeys("dense1.alpha", "dense1.alphaError", "dense1.goodness");
            assertThat(alpha.value()).isEqualTo(alpha.details().get("dense1.alpha"));
        }
    }

    @Test
    void oneNumberWithAllItTakesToReadIt() {
        try (MeasureFixture fixture = new MeasureFixture("mlp:8", 40, 20)) {
            Measurement m = MeasureRunner.one(fixture.subject, Measures.CATALOGUE.get("log-prod-of-spec-over-margin"));
            assertThat(m.n()).isEqualTo(40);
            assertThat(m.rate()).isEqualTo((m.value() - Math.log(40)) / 2);
            assertThat(m.reads()).contains("batch norm folded");
            assertThat(m.source()).contains("1912.02178");
            assertThat(m.conventions()).contains("fp64").contains("g^2");
        }
    }
}
