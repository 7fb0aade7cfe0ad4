package dev.shatter.study.depth;

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

class DepthRatesTest extends StudyContract {
    /**
     * Perceptrons whose norms grow with depth, or not.
     *
     * @param nats of every complexity a layer
     * @param harm to the test accuracy a layer
     */
    private record Perceptrons(double nats, double harm) implements Function<Spec, InventedLab.Invention> {
        @Override
        public InventedLab.Invention apply(Spec spec) {
            Chance chance = Chance.of(spec.whole("seed-init"), "depth", spec.canonical());
            String name = spec.variant("net").name();
            int depth = name.contains("x") ? Integer.parseInt(name.substring(name.indexOf('x') + 1)) : 1;
            double log = nats * depth + 0.01 * chance.nextGaussian();
            return new InventedLab.Invention(
                    new TreeMap<>(Map.of("trainAccuracy", 1.0, "testAccuracy", 0.7 - harm * depth)),
                    new Trace(List.of("epoch"), List.of()),
                    List.of(
                            InventedLab.measurement(DepthRates.FROBENIUS, 2 * log, Map.of()),
                            InventedLab.measurement(DepthRates.DEPTH_FREE, log - 1, Map.of()),
                            InventedLab.measurement(DepthRates.COMPLEXITY, Math.exp(log), Map.of())));
        }
    }

    @Override
    protected Study study() {
        return new DepthRates();
    }

    @Override
    protected Function<Spec, InventedLab.Invention> asPublished() {
        return new Perceptrons(1, 0);
    }

    @Override
    protected Function<Spec, InventedLab.Invention> asComputed() {
        return spec -> new InventedLab.Invention(
                new TreeMap<>(Map.of(
                        "bartlettExponent", 1.5,
                        "neyshaburExponent", 1.55,
                        "golowichExponent", 0.47,
                        "depthFreeGrowth", 0.0,
                        "golowichNatsALayer", 1.4)),
                new Trace(List.of("depth", "bartlett", "neyshabur", "golowich", "depthFree"), List.of()));
    }

    @Test
    void normsThatShrinkAndErrorsThatRiseFailTheClaims() {
        assertThat(decisions(new Perceptrons(-1, 0.1), SEEDS))
                .containsEntry("trained-products-grow", FAILS)
                .containsEntry("depth-free-is-not-free-of-depth", FAILS)
                .containsEntry("spectral-complexity-grows", FAILS)
                .containsEntry("error-does-not", FAILS);
    }
}
