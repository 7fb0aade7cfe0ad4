package dev.shatter.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.data.store.DataStore;
import dev.shatter.experiment.ExperimentListener;
import dev.shatter.experiment.Experiments;
import dev.shatter.run.Run;
import dev.shatter.run.RunStore;
import dev.shatter.spec.Spec;
import dev.shatter.stats.SignTest;
import dev.shatter.sweep.Companions;
import dev.shatter.sweep.GroupListener;
import dev.shatter.sweep.Outcome;
import dev.shatter.torch.HostArray;
import dev.shatter.torch.Safetensors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs made at once against the same runs made alone. */
class GroupTest {
    @TempDir
    private Path folder;

    /** Another seed, other labels, rate, decay, dropout, rule and length each, as a study's conditions differ. */
    private static List<Spec> mixed(String optimizer) {
        return List.of(
                spec(1, Map.of("optimizer", optimizer, "dropout", 0.2, "epochs", 6)),
                spec(2, Map.of("optimizer", optimizer, "dropout", 0.5, "labels", "random", "lr", 0.1, "epochs", 4)),
                spec(
                        3,
                        Map.of(
                                "optimizer",
                                optimizer,
                                "dropout",
                                0.2,
                                "weight-decay",
                                0.01,
                                "until",
                                "train-accuracy:0.6",
                                "epochs",
                                6)),
                spec(4, Map.of("optimizer", optimizer, "dropout", 0.2, "keep", "step:5,epoch:2", "epochs", 3)));
    }

    private static Spec spec(int seed, Map<String, Object> more) {
        Map<String, Object> fields = new LinkedHashMap<>(
                Map.of("data", "gaussian-mixture", "net", "mlp:16x2", "subset", 200, "test-subset", 100, "seed", seed));
        fields.putAll(more);
        return Experiments.draft("test", fields);
    }

    /** With a checkpoint after every step. */
    private Lab lab(String store) {
        return lab(store, Duration.ZERO);
    }

    private Lab lab(String store, Duration checkpoints) {
        return new Lab(
                new DataStore(folder),
                new RunStore(folder.resolve(store)),
                new Lab.Build("test", "unknown"),
                ExperimentListener.NONE,
                checkpoints,
                1);
    }

    /** Collects outcomes; is "killed" after so much news. */
    private static final class Collected implements GroupListener {
        private final Map<String, Outcome> outcomes = new LinkedHashMap<>();
        private int lives;

        Collected(int lives) {
            this.lives = lives;
        }

        @Override
        public void at(Spec spec, double fraction) {
            assertThat(fraction).isBetween(0.0, 1.0);
        }

        @Override
        public void ended(Outcome outcome) {
            assertThat(outcomes.put(outcome.spec().id(), outcome)).isNull();
            if (--lives == 0) {
                // Not an exception, which would be one run's failure: nothing may survive it but the folders.
                throw new AssertionError("killed");
            }
        }

        Run run(Spec spec) {
            assertThat(outcomes.get(spec.id())).isInstanceOf(Outcome.Finished.class);
            return ((Outcome.Finished) outcomes.get(spec.id())).run();
        }
    }

    private Collected together(String store, List<Spec> specs) {
        Collected told = new Collected(Integer.MAX_VALUE);
        lab(store).runAll(specs, told);
        assertThat(told.outcomes).hasSize(specs.size());
        return told;
    }

    private static float[] weights(Run run, String file) {
        List<Float> values = new ArrayList<>();
        for (HostArray array :
                Safetensors.read(run.folder().resolve(file)).tensors().values()) {
            for (float value : array.floats()) {
                values.add(value);
            }
        }
        float[] all = new float[values.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = values.get(i);
        }
        return all;
    }

    private static double distance(float[] one, float[] other) {
        double apart = 0;
        double size = 0;
        for (int i = 0; i < one.length; i++) {
            apart += Math.pow(one[i] - other[i], 2);
            size += Math.pow(one[i], 2);
        }
        return Math.sqrt(apart / size);
    }

    /** The same files, but for the wall time in the trace. */
    private static void assertSameBits(Run one, Run other) {
        assertThat(other.files().keySet()).isEqualTo(one.files().keySet());
        for (String file : one.files().keySet()) {
            if (file.endsWith(".safetensors")) {
                assertThat(one.folder().resolve(file))
                        .as(file)
                        .hasSameBinaryContentAs(other.folder().resolve(file));
            }
        }
        for (String column : one.trace().columns()) {
            if (!column.equals("seconds")) {
                assertThat(other.trace().column(column))
                        .as(column)
                        .containsExactly(one.trace().column(column));
            }
        }
    }

    @Test
    void eachRunIsWhatItIsAlone() {
        List<Spec> specs = mixed("sgd");
        Companions companies = new Companies(new DataStore(folder));
        assertThat(specs)
                .extracting(spec -> companies.of(spec).orElseThrow().key())
                .containsOnly(companies.of(specs.get(0)).orElseThrow().key());
        Collected told = together("together", specs);
        Lab alone = lab("alone");
        for (Spec spec : specs) {
            Run one = told.run(spec);
            Run other = alone.run(spec);
            assertThat(one.files().keySet()).isEqualTo(other.files().keySet());
            assertThat(one.folder()).isDirectoryNotContaining("glob:**checkpoint*");
            assertThat(distance(weights(other, Run.FINAL), weights(one, Run.FINAL)))
                    .isLessThan(1e-5);
            assertThat(one.trace().rows()).hasSameSizeAs(other.trace().rows());
            for (String column : other.trace().columns()) {
                if (!column.equals("seconds")) {
                    assertThat(one.trace().column(column))
                            .as(column)
                            .containsExactly(other.trace().column(column), within(1e-4));
                }
            }
            assertThat(one.provenance().engine().get("together")).startsWith("up to 4 networks a step; bits ");
            assertThat(other.provenance().engine()).doesNotContainKey("together");
            assertThat(one.provenance().dataHash()).isEqualTo(other.provenance().dataHash());
        }
    }

    /** Killed whenever a run has ended, resumed in a smaller company, at last alone. */
    @Test
    void aGroupKilledEndsInTheSameBits() {
        List<Spec> specs = mixed("adam");
        Collected whole = together("whole", specs);
        for (int i = 0; i < specs.size() - 1; i++) {
            int stored = i;
            assertThatThrownBy(() -> lab("killed").runAll(specs, new Collected(stored + 1)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("killed");
        }
        Collected resumed = together("killed", specs);
        for (Spec spec : specs) {
            assertSameBits(whole.run(spec), resumed.run(spec));
        }
    }

    @Test
    void oneThatDivergesLeavesTheOthersBitsAsTheyAre() {
        Spec lost = spec(5, Map.of("dropout", 0.2, "lr", 1e6, "loss", "mse", "epochs", 6));
        List<Spec> sound = IntStream.rangeClosed(1, 2)
                .mapToObj(seed -> spec(seed, Map.of("dropout", 0.2, "loss", "mse", "epochs", 6)))
                .toList();
        List<Spec> all = new ArrayList<>(sound);
        all.add(lost);
        Collected with = together("with", all);
        Collected without = together("without", sound);
        assertThat(with.run(lost).result("trainLoss")).isNaN();
        assertThat(with.run(lost).result("epochs")).isLessThan(6);
        for (Spec spec : sound) {
            assertSameBits(with.run(spec), without.run(spec));
        }
    }

    @Test
    void whatCannotBeMadeDoesNotKeepTheOthersFromTheirs() throws Exception {
        List<Spec> specs = List.of(
                spec(1, Map.of("epochs", 2)),
                spec(2, Map.of("epochs", 2)),
                spec(3, Map.of("epochs", 2)),
                spec(4, Map.of("data", "csv:" + folder.resolve("nowhere.csv") + ",label=a", "epochs", 2)));
        // A file stands where the second's folder should be.
        Files.createDirectories(folder.resolve("runs"));
        Files.writeString(folder.resolve("runs").resolve(specs.get(1).id()), "");
        Collected told = together("runs", specs);
        told.run(specs.get(0));
        told.run(specs.get(2));
        for (int i : new int[] {1, 3}) {
            assertThat(told.outcomes.get(specs.get(i).id())).isInstanceOf(Outcome.Failed.class);
        }
        // Once more: what is stored is not made again.
        Path stored = told.run(specs.get(0)).folder().resolve("run.json");
        Object before = Files.getLastModifiedTime(stored);
        together("runs", specs);
        assertThat(Files.getLastModifiedTime(stored)).isEqualTo(before);
    }

    @Test
    void whatDoesNotFitTogetherIsMadeAlone() {
        Companions companies = new Companies(new DataStore(folder));
        for (Map<String, Object> fields : List.<Map<String, Object>>of(
                Map.of("method", "sam"),
                Map.of("loss", "darc"),
                Map.of("until", "minutes:1"),
                Map.of("precision", "bf16"),
                Map.of("net", "mlp:2000x2"),
                Map.of("data", "csv:" + folder.resolve("nowhere.csv") + ",label=a"))) {
            assertThat(companies.of(spec(1, fields))).as(fields.toString()).isEmpty();
        }
        String key = companies.of(spec(1, Map.of())).orElseThrow().key();
        for (Map<String, Object> fields : List.<Map<String, Object>>of(
                Map.of("net", "mlp:17x2"),
                Map.of("batch", 32),
                Map.of("optimizer", "adam"),
                Map.of("momentum", 0.5),
                Map.of("subset", 100),
                Map.of("scaling", "standardise"))) {
            assertThat(companies.of(spec(1, fields)).orElseThrow().key())
                    .as(fields.toString())
                    .isNotEqualTo(key);
        }
    }

    /** Thirty pairs; the sign test of their differences at level 0.01. */
    @Test
    void accuraciesAreIndistinguishable() {
        List<Spec> specs = IntStream.rangeClosed(1, 30)
                .mapToObj(seed -> spec(seed, Map.of("labels", "corrupt:0.2", "lr", 0.1, "epochs", 15)))
                .toList();
        Collected told = new Collected(Integer.MAX_VALUE);
        lab("together", Lab.CHECKPOINTS).runAll(specs, told);
        Lab alone = lab("alone", Lab.CHECKPOINTS);
        double[] differences = specs.stream()
                .mapToDouble(spec ->
                        told.run(spec).result("testAccuracy") - alone.run(spec).result("testAccuracy"))
                .filter(difference -> difference != 0)
                .toArray();
        int better = (int) Arrays.stream(differences).filter(d -> d > 0).count();
        if (differences.length > 0) {
            assertThat(SignTest.p(better, differences.length)).isGreaterThan(0.01);
        }
        assertThat(Arrays.stream(differences).map(Math::abs).sum() / specs.size())
                .isLessThan(0.01);
    }
}
