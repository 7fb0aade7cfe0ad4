package dev.shatter.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shatter.core.BadInput;
import dev.shatter.measure.MeasureFixture;
import dev.shatter.proof.Premises;
import dev.shatter.run.Measurement;
import dev.shatter.study.Scale;
import dev.shatter.study.Settings;
import dev.shatter.study.Studies;
import org.junit.jupiter.api.Test;

/** What can be asked of a run by name. */
class QuestionsTest {
    /** Every name that a study asks for is one that can be measured. */
    @Test
    void studiesAskForWhatThereIs() {
        Studies.CATALOGUE.entries().forEach(study -> {
            for (Scale scale : Scale.values()) {
                study.trials(Settings.at(scale))
                        .forEach(trial -> trial.measures().forEach(Questions::check));
            }
        });
        assertThatThrownBy(() -> Questions.check("certify-nothing")).isInstanceOf(BadInput.class);
    }

    @Test
    void certificatesAreStoredAsMeasurements() {
        try (MeasureFixture fixture = new MeasureFixture("mlp:8", 40, 30)) {
            Measurement spectral = Questions.one(Premises.of(fixture.subject), "certify-spectral");
            assertThat(spectral.value()).isGreaterThan(1);
            assertThat(spectral.note()).isEqualTo("vacuous");
            assertThat(spectral.n()).isEqualTo(40);
            assertThat(Questions.one(Premises.of(fixture.subject), "certify-rademacher"))
                    .satisfies(m -> assertThat(m.measured()).isFalse())
                    .satisfies(m -> assertThat(m.note()).contains("linear"));
            Measurement gini = Questions.one(Premises.of(fixture.subject), "loss-sensitivity-gini");
            assertThat(gini.value()).isBetween(0.0, 1.0);
        }
    }
}
