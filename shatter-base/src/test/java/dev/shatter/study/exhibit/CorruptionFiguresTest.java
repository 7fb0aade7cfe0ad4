package dev.shatter.study.exhibit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shatter.report.Figure;
import dev.shatter.report.Picture;
import dev.shatter.run.Run;
import dev.shatter.run.RunStore;
import dev.shatter.sweep.InventedLab;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the figures over label corruption say, when some runs do not fit. */
class CorruptionFiguresTest {
    private static final InventedLab LAB = new InventedLab(new RunStore(Path.of("nowhere")), spec -> {
        throw new AssertionError("nothing is run here: " + spec);
    });

    /** A run on 1,000 examples with random labels or true ones; NaN epochs: it never fitted. */
    private static Run run(String labels, double epochsToFit, double testAccuracy) {
        return run(Map.of("labels", labels), epochsToFit, testAccuracy);
    }

    private static Run run(Map<String, Object> fields, double epochsToFit, double testAccuracy) {
        TreeMap<String, Double> results = new TreeMap<>();
        results.put("epochsToFit", epochsToFit);
        results.put("trainAccuracy", Double.isNaN(epochsToFit) ? 0.7 : 1.0);
        results.put("testAccuracy", testAccuracy);
        results.put("classes", 10.0);
        results.put("trainExamples", 1000.0);
        results.put("testExamples", 1000.0);
        return new Run(LAB.draft(fields), Path.of("nowhere"), InventedLab.provenance(), results, new TreeMap<>());
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
    void noiseThatIsFittedSoonerTakesNoLonger() {
        assertThat(time(run("true", 10, 0.9), run("random", 8, 0.1)))
                .isEqualTo("Fitting noise takes no longer than fitting true labels: at most 0.8 times as many epochs.");
    }

    /** One network with two learning rates, losses or data sets is two lines, and each is called by what sets it apart. */
    @ParameterizedTest
    @CsvSource({
        "loss, cross-entropy, mse, loss cross-entropy, loss mse",
        "data, mnist, moons, on mnist, on moons",
        "batch, 32, 64, batch 32, batch 64"
    })
    void runsThatDifferInASettingAreNotOneLine(String field, String a, String b, String first, String second) {
        Run[] runs = {
            run(Map.of("labels", "true", field, a), 10, 0.9),
            run(Map.of("labels", "random", field, a), 20, 0.1),
            run(Map.of("labels", "true", field, b), 10, 0.8),
            run(Map.of("labels", "random", field, b), 30, 0.1)
        };
        Picture.Drawn drawn =
                (Picture.Drawn) TimeToFit.of("time", List.of(runs), "shatter").picture();
        assertThat(drawn.chart().panels().get(0).marks())
                .extracting(mark -> mark.name().replaceFirst("^[^,]*, ", ""))
                .containsExactly(first, second);
        assertThat(RunTable.of("runs", List.of(runs)).rows())
                .extracting(row -> row.get(0).text().replaceFirst("^[^,]*, ", ""))
                .containsExactly(first, first, second, second);
    }

    /** Which condition a run is of, how long it may take and its seeds are no settings. */
    @Test
    void treatmentsAndLengthsAreOneLine() {
        Run[] runs = {
            run(Map.of("labels", "true", "epochs", 10, "seed-init", 1), 10, 0.9),
            run(Map.of("labels", "random", "epochs", 90, "seed-init", 2), 20, 0.1)
        };
        assertThat(Trained.of(List.of(runs))).extracting(Trained::setting).containsOnly("");
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
        Figure far = error(run("true", 10, 0.9), run("corrupt:0.2", 25, 0.6));
        assertThat(far.reading().shows()).contains("up to 40 %.").doesNotContain("chance");
    }
}
