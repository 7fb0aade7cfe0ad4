package dev.shatter.study.keskar2017;

import static dev.shatter.study.Verdict.Decision.FAILS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shatter.core.Chance;
import dev.shatter.run.Measurement;
import dev.shatter.run.Trace;
import dev.shatter.spec.Spec;
import dev.shatter.study.Study;
import dev.shatter.study.StudyContract;
import dev.shatter.sweep.InventedLab;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class Keskar2017Test extends StudyContract {
    /**
     * Networks whose sharpness grows with the batch as its power.
     *
     * @param power of the batch in sharpness
     * @param gain test accuracy that a batch ten times as large costs
     */
    private record Networks(double power, double gain) implements Function<Spec, InventedLab.Invention> {
        @Override
        public InventedLab.Invention apply(Spec spec) {
            Chance chance = Chance.of(spec.whole("seed-init"), "network", spec.whole("batch"));
            double batch = spec.whole("batch") / 10.0;
            List<Measurement> measured = Stream.of(
                            Keskar2017.BOX, Keskar2017.SUBSPACE, Keskar2017.CURVATURE, Keskar2017.ADAPTIVE)
                    .map(name -> InventedLab.measurement(
                            name, Math.pow(batch, power) * Math.exp(0.05 * chance.nextGaussian()), Map.of()))
                    .toList();
            return new InventedLab.Invention(
                    new TreeMap<>(Map.of(
                            "trainAccuracy",
                            1.0,
                            "testAccuracy",
                            0.8 - gain * Math.log10(batch) + 0.001 * chance.nextGaussian())),
                    new Trace(List.of("epoch"), List.of()),
                    measured);
        }
    }

    @Override
    protected Study study() {
        return new Keskar2017();
    }

    @Override
    protected Function<Spec, InventedLab.Invention> asPublished() {
        return new Networks(0.5, 0.02);
    }

    @Test
    void batchesThatEndFlatterFailTheClaims() {
        assertThat(decisions(new Networks(-0.5, -0.02), SEEDS))
                .containsEntry("large-batches-end-sharper", FAILS)
                .containsEntry("also-in-a-subspace", FAILS)
                .containsEntry("curvature-agrees", FAILS)
                .containsEntry("sharpness-free-of-scale-agrees", FAILS)
                .containsEntry("large-batches-generalise-worse", FAILS);
    }
}
