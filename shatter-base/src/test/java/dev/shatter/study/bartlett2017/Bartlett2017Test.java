package dev.shatter.study.bartlett2017;

import static dev.shatter.study.Verdict.Decision.FAILS;
import static dev.shatter.study.Verdict.Decision.UNDECIDED;
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

class Bartlett2017Test extends StudyContract {
    /**
     * Networks whose complexity grows with noise, or not.
     *
     * @param growth of ln(complexity) from true to random labels
     * @param bound certified risk on true labels
     * @param fits whether random labels are fitted at all
     */
    private record Perceptrons(double growth, double bound, boolean fits)
            implements Function<Spec, InventedLab.Invention> {
        @Override
        public InventedLab.Invention apply(Spec spec) {
            double noise = spec.variant("labels").name().equals("random")
                    ? 1
                    : spec.variant("labels").name().equals("true")
                            ? 0
                            : spec.variant("labels").number("p");
            Chance chance = Chance.of(spec.whole("seed-init"), "margin", spec.canonical());
            double complexity = 100 * Math.exp(growth * noise + 0.01 * chance.nextGaussian());
            double raw = fits || noise == 0 ? 5 : -1;
            return new InventedLab.Invention(
                    new TreeMap<>(Map.of("trainAccuracy", 1.0)),
                    new Trace(List.of("epoch"), List.of()),
                    List.of(
                            margins(Bartlett2017.MARGINS, raw),
                            margins(Bartlett2017.NORMALISED, raw / complexity),
                            InventedLab.measurement(Bartlett2017.COMPLEXITY, complexity, Map.of()),
                            InventedLab.measurement(
                                    Bartlett2017.BOUND, 1.1, Map.of(Bartlett2017.COMPLEXITY_TERM, bound))));
        }

        private static dev.shatter.run.Measurement margins(String name, double median) {
            return InventedLab.measurement(
                    name, median / 2, Map.of("q010", median / 2, "q050", median, "q090", 2 * median));
        }
    }

    @Override
    protected Study study() {
        return new Bartlett2017();
    }

    @Override
    protected Function<Spec, InventedLab.Invention> asPublished() {
        return new Perceptrons(2, 1e6, true);
    }

    @Test
    void complexityThatFallsWithNoiseFailsTheClaims() {
        assertThat(decisions(new Perceptrons(-2, 0.5, true), SEEDS).values()).containsOnly(FAILS);
    }

    @Test
    void withoutAFitThereAreNoMarginsToCompare() {
        assertThat(decisions(new Perceptrons(2, Double.POSITIVE_INFINITY, false), SEEDS))
                .containsEntry("random-labels-lie-left", UNDECIDED)
                .containsEntry("normalisation-separates", UNDECIDED);
    }
}
