package dev.shatter.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shatter.run.Measurements;
import dev.shatter.run.RunStore;
import dev.shatter.spec.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every executor must do; its runs are those of {@link Mishaps}. */
abstract class ExecutorContract {
    @TempDir
    protected Path root;

    protected RunStore store;
    protected Mishaps mishaps;

    /** The executor under test, over the store in {@link #root}, running {@link Mishaps}. */
    protected abstract Executor executor();

    @BeforeEach
    void open() {
        store = new RunStore(root);
        mishaps = new Mishaps(store);
    }

    protected Spec spec(String data, int seed) {
        return mishaps.spec(data, seed);
    }

    @Test
    void everySpecHasItsOutcomeInOrder() {
        List<Spec> specs = new ArrayList<>();
        for (int seed = 1; seed <= 7; seed++) {
            specs.add(spec("good", seed));
        }
        List<Outcome> outcomes = executor().run(Sweep.of(specs), SweepListener.none());
        assertThat(outcomes).extracting(Outcome::spec).isEqualTo(specs);
        assertThat(outcomes).allMatch(o -> o instanceof Outcome.Finished f && !f.stored());
        for (Spec spec : specs) {
            assertThat(store.find(spec).orElseThrow().result("testAccuracy")).isEqualTo(spec.whole("seed-init") / 7.0);
        }
    }

    @Test
    void failuresAreOutcomesAndTheOthersGoOn() {
        Sweep sweep = Sweep.of(
                List.of(spec("good", 1), spec("refused", 1), spec("broken", 1), spec("starved", 1), spec("good", 2)));
        List<Outcome> outcomes = executor().run(sweep, SweepListener.none());
        assertThat(outcomes.get(0)).isInstanceOf(Outcome.Finished.class);
        assertThat(outcomes.get(1))
                .isEqualTo(new Outcome.Failed(spec("refused", 1), "data 'refused': is not known; choose another."));
        assertThat(outcomes.get(2))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        f -> assertThat(f.sentence()).contains("shapes differ").doesNotContain("\n"));
        assertThat(outcomes.get(3))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class, f -> assertThat(f.sentence()).contains("not enough memory"));
        assertThat(outcomes.get(4)).isInstanceOf(Outcome.Finished.class);
    }

    @Test
    void whatTheStoreHoldsIsNotRunAgain() throws IOException {
        executor().run(Sweep.of(List.of(spec("good", 1))), SweepListener.none());
        Path run = store.folder(spec("good", 1).id()).resolve("run.json");
        Object before = Files.getLastModifiedTime(run);
        List<Outcome> outcomes =
                executor().run(Sweep.of(List.of(spec("good", 1), spec("good", 2))), SweepListener.none());
        assertThat(outcomes)
                .extracting(o -> o instanceof Outcome.Finished f && f.stored())
                .containsExactly(true, false);
        assertThat(Files.getLastModifiedTime(run)).isEqualTo(before);
    }

    /** A stored run that lacks a measurement is measured, not trained again. */
    @Test
    void whatIsAskedForIsMeasuredOnceBesideTheRun() throws IOException {
        executor().run(Sweep.of(List.of(spec("good", 1))), SweepListener.none());
        Path run = store.folder(spec("good", 1).id()).resolve("run.json");
        Object before = Files.getLastModifiedTime(run);
        Task task = new Task(spec("good", 1), new TreeSet<>(List.of("sharpness")));
        for (boolean stored : new boolean[] {false, true}) {
            List<Outcome> outcomes = executor().run(Sweep.ofTasks(List.of(task)), SweepListener.none());
            assertThat(outcomes).singleElement().isInstanceOfSatisfying(Outcome.Finished.class, f -> {
                assertThat(f.stored()).isEqualTo(stored);
                assertThat(Measurements.find(f.run(), "sharpness").orElseThrow().value())
                        .isEqualTo(2 / 7.0);
            });
        }
        assertThat(Files.getLastModifiedTime(run)).isEqualTo(before);
    }

    @Test
    void theListenerSeesEveryStepToTheEnd() {
        executor().run(Sweep.of(List.of(spec("good", 1))), SweepListener.none());
        List<Standing> standings = new ArrayList<>();
        List<Outcome> ended = new ArrayList<>();
        Sweep sweep = Sweep.of(List.of(spec("good", 1), spec("good", 2), spec("refused", 1)));
        executor().run(sweep, new SweepListener() {
            @Override
            public void at(Standing standing) {
                standings.add(standing);
            }

            @Override
            public void ended(Outcome outcome) {
                ended.add(outcome);
            }
        });
        assertThat(ended).hasSize(3);
        assertThat(standings.get(0).stored()).isEqualTo(1);
        Standing last = standings.get(standings.size() - 1);
        assertThat(last).isEqualTo(new Standing(3, 1, 1, 1, 0, 1, 0));
        assertThat(standings).allMatch(s -> s.fraction() >= 0 && s.fraction() <= 1);
        // A stored run of the same kind took two seconds: the rest can be judged from the start.
        assertThat(standings.get(0).secondsLeft()).isPositive();
    }

    @Test
    void nothingToDoIsDoneAtOnce() {
        assertThat(executor().run(Sweep.of(List.of()), SweepListener.none())).isEmpty();
    }
}
