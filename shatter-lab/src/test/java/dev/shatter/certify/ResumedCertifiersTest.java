package dev.shatter.certify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shatter.core.Variant;
import dev.shatter.data.Progress;
import dev.shatter.measure.MeasureFixture;
import dev.shatter.proof.Premises;
import dev.shatter.proof.Proof;
import dev.shatter.train.Checkpoints;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Certifiers that train, killed every few steps: priors, posteriors and subspaces resume to the bit. */
class ResumedCertifiersTest {
    @TempDir
    private Path folder;

    private static List<Proof> prove(MeasureFixture fixture, String reference, Progress progress) {
        Variant variant = Certifiers.CATALOGUE.parse(reference);
        return Certifiers.CATALOGUE.get(variant).certify(Premises.of(fixture.subject), variant, 0.05, progress);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mlp:8,init=torch|dziugaite-roy:epochs=6,batch=30,passes=2",
                "cnn:4,bn=true|data-dependent-prior:epochs=4,batch=30,prior-epochs=4,augment=shift:1,passes=2",
                "mlp:8,init=torch,dropout=0.2|compression:epochs=3,rounded-epochs=4,dimension=40,batch=20,code-weight=0.1"
            })
    void killedBetweenStepsTheyProveTheSame(String network, String reference) {
        try (MeasureFixture fixture = new MeasureFixture(network, 120, 60)) {
            fixture.subject.inputsWithin(100);
            List<Proof> whole = prove(fixture, reference, Progress.SILENT);
            fixture.subject.checkpoints(Checkpoints.in(folder, Duration.ZERO));
            int deaths = 0;
            List<Proof> resumed = null;
            while (resumed == null) {
                Mortal mortal = new Mortal();
                try {
                    resumed = prove(fixture, reference, mortal);
                } catch (IllegalStateException e) {
                    assertThat(e).hasMessage("killed");
                    deaths++;
                }
            }
            assertThat(deaths).isGreaterThan(3);
            assertThat(resumed).isEqualTo(whole);
        }
    }

    /** Dies at the fifth training step: four steps are kept. */
    private static final class Mortal implements Progress {
        private int steps;

        @Override
        public void at(String what, long done, long total) {
            boolean training = what.startsWith("training") || what.startsWith("optimising");
            if (training && ++steps == 5) {
                throw new IllegalStateException("killed");
            }
        }
    }
}
