package dev.shatter.study.dziugaite2017;

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

class Dziugaite2017Test extends StudyContract {
    /**
     * Perceptrons whose certificates grow with width as its power, or not.
     *
     * @param power of the width in the bound
     * @param noise bound on random labels at width 8
     */
    private record Perceptrons(double power, double noise) implements Function<Spec, InventedLab.Invention> {
        @Override
        public InventedLab.Invention apply(Spec spec) {
            Chance chance = Chance.of(spec.whole("seed-init"), "gibbs", spec.canonical());
            double width = Double.parseDouble(spec.variant("net").name().substring("mlp:".length())) / 8;
            boolean random = spec.variant("labels").name().equals("random");
            double bound = (random ? noise : 0.2) * Math.pow(width, power) * (1 + 0.01 * chance.nextGaussian());
            return new InventedLab.Invention(
                    new TreeMap<>(Map.of("trainAccuracy", 1.0)),
                    new Trace(List.of("epoch"), List.of()),
                    List.of(
                            InventedLab.measurement(Dziugaite2017.BOUND, bound, Map.of()),
                            InventedLab.measurement(Dziugaite2017.COUNTING, 100 * Math.sqrt(width), Map.of())));
        }
    }

    @Override
    protected Study study() {
        return new Dziugaite2017();
    }

    @Override
    protected Function<Spec, InventedLab.Invention> asPublished() {
        return new Perceptrons(0.05, 1.3);
    }

    @Test
    void boundsThatCountWeightsFailTheClaims() {
        assertThat(decisions(new Perceptrons(0.5, 0.1), SEEDS))
                .containsEntry("bound-is-not-vacuous", FAILS)
                .containsEntry("random-labels-are-seen", FAILS)
                .containsEntry("bound-hardly-grows-with-width", FAILS)
                .containsEntry("nor-on-random-labels", FAILS);
    }
}
