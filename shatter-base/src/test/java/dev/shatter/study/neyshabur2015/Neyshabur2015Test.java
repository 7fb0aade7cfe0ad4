package dev.shatter.study.neyshabur2015;

import static dev.shatter.study.Verdict.Decision.FAILS;
import static dev.shatter.study.Verdict.Decision.HOLDS;
import static dev.shatter.study.Verdict.Decision.UNDECIDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shatter.core.Chance;
import dev.shatter.run.Trace;
import dev.shatter.spec.Spec;
import dev.shatter.study.Study;
import dev.shatter.study.StudyContract;
import dev.shatter.study.Verdict;
import dev.shatter.sweep.InventedLab;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class Neyshabur2015Test extends StudyContract {
    /** By width of the smoke scale: 2, 8, 32, 128. */
    private record Curves(Map<Integer, Double> clean, Map<Integer, Double> noisy, int fitsFrom)
            implements Function<Spec, InventedLab.Invention> {
        @Override
        public InventedLab.Invention apply(Spec spec) {
            int width = Integer.parseInt(spec.variant("net").name().substring("mlp:".length()));
            boolean noise = spec.variant("labels").name().equals("corrupt");
            Chance chance = Chance.of(spec.whole("seed-init"), "curve", spec.canonical());
            double error = (noise ? noisy : clean).getOrDefault(width, 0.5) + 0.003 * chance.nextGaussian();
            TreeMap<String, Double> results = new TreeMap<>();
            results.put("testAccuracy", 1 - error);
            results.put("trainAccuracy", width >= fitsFrom ? 1 : 0.7);
            return new InventedLab.Invention(results, new Trace(List.of("epoch"), List.of()));
        }
    }

    @Override
    protected Study study() {
        return new Neyshabur2015();
    }

    @Override
    protected Function<Spec, InventedLab.Invention> asPublished() {
        return new Curves(Map.of(2, 0.6, 8, 0.4, 32, 0.3, 128, 0.25), Map.of(2, 0.5, 8, 0.4, 32, 0.55, 128, 0.3), 32);
    }

    @Test
    void networksWhoseSizeIsTheirCapacityFailTheClaims() {
        Curves overfit =
                new Curves(Map.of(2, 0.3, 8, 0.25, 32, 0.4, 128, 0.6), Map.of(2, 0.6, 8, 0.5, 32, 0.4, 128, 0.39), 32);
        assertThat(decisions(overfit, SEEDS))
                .containsEntry("wider-is-better-past-zero-error", FAILS)
                .containsEntry("wider-does-not-hurt", FAILS)
                .containsEntry("error-peaks", FAILS)
                .containsEntry("error-falls-again", FAILS);
    }

    @Test
    void withoutInterpolationThereIsNoThresholdToSpeakOf() {
        Curves weak = new Curves(Map.of(2, 0.6, 8, 0.4, 32, 0.3, 128, 0.25), Map.of(), 4096);
        assertThat(decisions(weak, SEEDS))
                .containsEntry("wider-is-better-past-zero-error", UNDECIDED)
                .containsEntry("wider-does-not-hurt", HOLDS)
                .containsEntry("peak-at-interpolation", UNDECIDED);
    }

    /** All widths alike but for noise: a peak chosen and judged by the same seed would be found in nearly every run. */
    @Test
    void noiseAloneMakesNoPeak() {
        Map<String, Verdict.Decision> decisions =
                decisions(new Curves(Map.of(), Map.of(2, 0.4, 8, 0.4, 32, 0.4, 128, 0.4), 32), SEEDS);
        assertThat(decisions).doesNotContainEntry("error-peaks", HOLDS).doesNotContainEntry("error-falls-again", HOLDS);
    }
}
