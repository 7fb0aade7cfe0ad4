package dev.shatter.study.kawaguchi2017;

import static dev.shatter.study.Verdict.Decision.FAILS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shatter.core.Chance;
import dev.shatter.run.Trace;
import dev.shatter.spec.Spec;
import dev.shatter.study.Study;
import dev.shatter.study.StudyContract;
import dev.shatter.sweep.InventedLab;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class Kawaguchi2017Test extends StudyContract {
    /**
     * Networks that DARC serves, or not.
     *
     * @param gain of test accuracy by it
     * @param shrinks factor on the outputs
     */
    private record Networks(double gain, double shrinks) implements Function<Spec, InventedLab.Invention> {
        @Override
        public InventedLab.Invention apply(Spec spec) {
            Chance chance = Chance.of(spec.whole("seed-init"), "darc", spec.canonical());
            boolean darc = spec.variant("loss").name().startsWith("darc");
            boolean random = spec.variant("labels").name().equals("random");
            double test = (random ? 0.1 : 0.75 + (darc ? gain : 0)) + 0.002 * chance.nextGaussian();
            TreeMap<String, Double> results = new TreeMap<>(
                    Map.of("trainAccuracy", 1.0, "testAccuracy", test, "testExamples", 1000.0, "classes", 10.0));
            double size = (darc ? shrinks : 1) * (5 + 0.01 * chance.nextGaussian());
            return new InventedLab.Invention(
                    results,
                    new Trace(List.of("epoch"), List.of()),
                    List.of(InventedLab.measurement(Kawaguchi2017.SIZE, size, Map.of())));
        }
    }

    @Override
    protected Study study() {
        return new Kawaguchi2017();
    }

    @Override
    protected Function<Spec, InventedLab.Invention> asPublished() {
        return new Networks(0.02, 0.5);
    }

    @Override
    protected Function<Spec, InventedLab.Invention> asComputed() {
        return spec -> new InventedLab.Invention(
                new TreeMap<>(Map.of("randomResidual", 1e-13, "normRatio", 1e6, "predictionChange", 1e-9)),
                new Trace(List.of("input"), List.of()));
    }

    @Test
    void aRegulariserThatDoesTheOppositeFails() {
        assertThat(decisions(new Networks(-0.02, 2), SEEDS))
                .containsEntry("darc-helps", FAILS)
                .containsEntry("darc-lowers-what-it-names", FAILS);
    }
}
