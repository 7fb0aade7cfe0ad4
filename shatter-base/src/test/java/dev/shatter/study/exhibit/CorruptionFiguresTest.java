package dev.shatter.study.exhibit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shatter.report.Figure;
import dev.shatter.run.Run;
import dev.shatter.run.RunStore;
import dev.shatter.sweep.InventedLab;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the figures over label corruption say, when some runs do not fit. */
class CorruptionFiguresTest {
    private static final InventedLab LAB = new InventedLab(new RunStore(Path.of("nowhere")), spec -> {
        throw new AssertionError("nothing is run here: " + spec);
    });

    /** A run on 1,000 examples with random labels or true ones; NaN epochs: it never fitted. */
    private static Run run(String labels, double epochsToFit, double testAccuracy) {
        TreeMap<String, Double> results = new TreeMap<>();
        results.put("epochsToFit", epochsToFit);
        results.put("trainAccuracy", Double.isNaN(epochsToFit) ? 0.7 : 1.0);
        results.put("testAccuracy", testAccuracy);
        results.put("classes", 10.0);
        results.put("trainExamples", 1000.0);
        results.put("testExamples", 1000.0);
        return new Run(
                LAB.draft(Map.of("labels", labels)),
                Path.of("nowhere"),
                InventedLab.provenance(),
                results,
                new TreeMap<>());
    }

    private static String time(Run... runs) {
        return TimeToFit.of("time", List.of(runs), "shatter").caption().finding();
    }

    private static Figure error(Run... runs) {
        return TestError.of("error", List.of(runs), "shatter");
    }

    @Test
    void aFactorIsSaidOfNoiseThatIsFitted() {
        assertThat(time(run("true", 10, 0.9), run("random", 25, 0.1)))
                .isEqualTo("Fitting noise takes longer, but only by a factor: at most 2.5 times as many epochs.");
    }

    @Test
    void whatNeverFitsIsNoFactor() {
        assertThat(time(run("true", 10, 0.9), run("random", Double.NaN, 0.1)))
                .isEqualTo(
                        "No network reached a training accuracy of 100 % with replaced labels, only with true ones.");
        assertThat(time(run("true", 10, 0.9), run("corrupt:0.5", 20, 0.4), run("random", Double.NaN, 0.1)))
                .isEqualTo("Where noise is fitted it takes at most 2.0 times as many epochs, and 1 of 3 runs did not"
                        + " fit their labels to the last.");
        assertThat(time(run("true", Double.NaN, 0.9), run("random", Double.NaN, 0.1)))
                .startsWith("No network reached a training accuracy of 100 % with true labels");
        assertThat(time(run("true", 10, 0.9))).startsWith("There is no run with replaced labels");
    }

    @Test
    void testErrorsUpToChanceAreSaidOfNoiseOnly() {
        Figure both = error(run("true", 10, 0.9), run("random", 25, 0.1));
        assertThat(both.caption().finding())
                .isEqualTo("All of these networks fit their training set, and their test error runs from 10 to 90 %.");
        assertThat(both.reading().shows()).contains("goes up to chance");
        Figure one = error(run("true", 10, 0.98), run("random", Double.NaN, 0.1));
        assertThat(one.caption().finding())
                .isEqualTo("Only networks with true labels fit their training set, and their test error is 2 %.");
        assertThat(one.reading().shows()).doesNotContain("chance");
        assertThat(error(run("random", Double.NaN, 0.1)).caption().finding()).startsWith("No run fits");
    }
}
