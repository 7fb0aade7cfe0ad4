package dev.shatter.study.dinh2017;

import static dev.shatter.study.Verdict.Decision.FAILS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shatter.core.Chance;
import dev.shatter.run.Measurement;
import dev.shatter.run.Trace;
import dev.shatter.spec.Spec;
import dev.shatter.study.Study;
import dev.shatter.study.StudyContract;
import dev.shatter.sweep.InventedLab;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class Dinh2017Test extends StudyContract {
    /**
     * Networks whose curvature moves with the factor's power, and whose outputs change by so much.
     *
     * @param power of the factor in what moves
     * @param change of outputs and of what should stay
     */
    private record Networks(double power, double change) implements Function<Spec, InventedLab.Invention> {
        @Override
        public InventedLab.Invention apply(Spec spec) {
            boolean altered = spec.kind().equals("alter");
            double factor =
                    altered ? Double.parseDouble(spec.variant("by").name().replaceAll(".*factor=", "")) : 1;
            Chance chance = Chance.of(spec.whole(altered ? "seed" : "seed-init"), "network");
            double base = Math.exp(0.1 * chance.nextGaussian());
            List<Measurement> measured = new ArrayList<>();
            for (String name : Dinh2017.shown()) {
                boolean moves = Dinh2017.BOUND.contains(name);
                double value = moves ? base * Math.pow(factor, power) : base * (altered ? 1 + change : 1);
                if (name.equals(Dinh2017.NORMS)) {
                    value = 1 + 0.001 * power * Math.log(factor);
                }
                measured.add(InventedLab.measurement(name, value, Map.of()));
            }
            return new InventedLab.Invention(
                    new TreeMap<>(Map.of(Dinh2017.CHANGE, change, "trainAccuracy", 1.0)),
                    new Trace(List.of("epoch"), List.of()),
                    measured);
        }
    }

    @Override
    protected Study study() {
        return new Dinh2017();
    }

    @Override
    protected Function<Spec, InventedLab.Invention> asPublished() {
        return new Networks(1.9, 0);
    }

    @Test
    void whatTheOutputsFollowFailsTheClaims() {
        assertThat(decisions(new Networks(0.5, 0.1), SEEDS))
                .containsEntry("function-stays", FAILS)
                .containsEntry("curvature-is-arbitrary", FAILS)
                .containsEntry("adaptive-sharpness-stays", FAILS)
                .containsEntry("scale-free-measures-stay", FAILS)
                .containsEntry("certificates-from-predictions-stay", FAILS);
    }
}
