package dev.shatter.study.krueger2017;

import static dev.shatter.study.Verdict.Decision.FAILS;
import static dev.shatter.study.Verdict.Decision.HOLDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shatter.core.Chance;
import dev.shatter.run.Measurement;
import dev.shatter.run.Trace;
import dev.shatter.spec.Spec;
import dev.shatter.study.Study;
import dev.shatter.study.StudyContract;
import dev.shatter.study.Verdict;
import dev.shatter.sweep.InventedLab;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class Krueger2017Test extends StudyContract {
    @Override
    protected Study study() {
        return new Krueger2017();
    }

    @Override
    protected Function<Spec, InventedLab.Invention> asPublished() {
        return new Perceptrons(true);
    }

    /** Networks that treat noise and real data alike, or noise better: they memorise everything. */
    @Test
    void networksThatOnlyMemoriseFailTheClaims() {
        Map<String, Verdict.Decision> decisions = decisions(new Perceptrons(false), SEEDS);
        assertThat(decisions)
                .containsEntry("noise-needs-capacity", FAILS)
                .containsEntry("random-labels-take-longer", FAILS)
                .containsEntry("noise-slows-with-sample-size", FAILS)
                .containsEntry("noise-slows-with-fewer-units", FAILS)
                .containsEntry("patterns-come-first", FAILS)
                .containsEntry("dropout-hinders-memory", FAILS)
                .containsEntry("real-minima-are-flatter", FAILS)
                .containsEntry("noise-makes-samples-critical", FAILS)
                .containsEntry("critical-samples-grow", FAILS)
                .containsEntry("real-data-has-easy-examples", FAILS)
                .containsEntry("real-examples-matter-unequally", FAILS)
                .doesNotContainValue(HOLDS);
    }

    /** Two-layer perceptrons that behave as in the paper, or the other way round. */
    private record Perceptrons(boolean patternsFirst) implements Function<Spec, InventedLab.Invention> {
        @Override
        public InventedLab.Invention apply(Spec spec) {
            Chance chance = Chance.of(spec.whole("seed-init"), "perceptron", spec.canonical());
            double width = Double.parseDouble(spec.variant("net").name().replaceAll("mlp:|x2", ""));
            double noise = switch (spec.variant("labels").name()) {
                case "random" -> 1;
                case "corrupt" -> spec.variant("labels").number("p");
                default -> 0;
            };
            boolean gaussian = spec.variant("pixels").name().equals("gaussian");
            double hard = patternsFirst ? noise : -0.5 * noise;
            double n = Math.pow(spec.whole("subset") / 60.0, 0.3 + 0.4 * hard);
            double h = Math.pow(width / 64, -0.3 - 0.4 * hard);
            double time = 20 * n * h * (1 + hard) * (gaussian == patternsFirst ? 0.6 : 1.2);
            time = Math.max(2, time * (1 + 0.01 * chance.nextGaussian()));

            double dropout = spec.variant("net").number("dropout");
            double decay = spec.variant("optimizer").number("weight-decay");
            double kept = patternsFirst ? 1 - 0.6 * dropout * noise : 1;
            kept -= patternsFirst ? 0.02 * noise * Math.min(1, decay * 20) : 0.1 * Math.min(1, decay * 20);
            double need = patternsFirst ? (noise > 0 ? 64 : 16) : (noise > 0 ? 4 : 64);
            double learned = 0.75 - 0.2 * noise - 0.08 * Math.max(0, Math.log(need / width));
            learned -= 0.005 * dropout + 0.0005 * chance.nextGaussian();

            int epochs = (int) Math.round(time);
            Trace trace = trace(epochs, noise, kept, learned);
            TreeMap<String, Double> results = new TreeMap<>();
            results.put("trainAccuracy", kept);
            results.put("testAccuracy", learned);
            results.put("epochsToFit", kept == 1 ? time : Double.NaN);
            results.put("classes", 10.0);
            results.put("trainExamples", (double) spec.whole("subset"));
            results.put("testExamples", 2000.0);
            return new InventedLab.Invention(
                    results,
                    trace,
                    measured(noise == 1, gaussian, spec.integer("epochs") == 1, chance.nextGaussian() / 100));
        }

        private List<Measurement> measured(boolean labels, boolean inputs, boolean early, double jitter) {
            double noise = patternsFirst ? 1 : -1;
            double shift = labels || inputs ? noise : 0;
            return List.of(
                    measure(KruegerTrials.CURVATURE, Math.exp(2 * shift + jitter)),
                    measure(KruegerTrials.CRITICAL, 0.5 + 0.2 * shift - (early ? 0.1 * noise : 0) + jitter),
                    measure(KruegerTrials.EASY, 0.05 - 0.04 * shift + jitter / 10),
                    measure(KruegerTrials.SENSITIVITY, 0.5 - 0.2 * shift + jitter));
        }

        private static Measurement measure(String name, double value) {
            return InventedLab.measurement(name, value, Map.of());
        }

        /** Patterns first: the test accuracy peaks while the training accuracy still lacks the noise. */
        private Trace trace(int epochs, double noise, double train, double test) {
            List<List<Double>> rows = new ArrayList<>();
            for (int e = 1; e <= epochs; e++) {
                double share = (double) e / epochs;
                double peak = patternsFirst ? 0.4 : 1;
                double bump = Math.max(0, 1 - Math.abs(share - peak) / 0.3);
                double fitted = share >= peak && !patternsFirst ? train : train * (1 - noise * (1 - share));
                rows.add(List.of((double) e, fitted, test + 0.1 * bump));
            }
            return new Trace(List.of("epoch", "trainAccuracy", "testAccuracy"), rows);
        }
    }
}
