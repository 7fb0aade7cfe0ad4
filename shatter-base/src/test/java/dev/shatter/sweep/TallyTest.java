package dev.shatter.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.run.Run;
import dev.shatter.run.RunStore;
import dev.shatter.spec.Spec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TallyTest {
    @TempDir
    Path root;

    private final List<Standing> standings = new ArrayList<>();
    private long clock;

    private Tally tally(String... kinds) {
        RunStore store = new RunStore(root);
        Mishaps mishaps = new Mishaps(store);
        List<Spec> specs = new ArrayList<>();
        for (String kind : kinds) {
            specs.add(mishaps.spec(kind, specs.size() + 1));
        }
        return new Tally(Sweep.of(specs), store, standings::add, () -> 1, () -> clock);
    }

    @Test
    void aCompanyIsDividedAmongWorkersAndSharesItsTime() {
        RunStore store = new RunStore(root);
        Mishaps mishaps = new Mishaps(store);
        List<Spec> specs = new ArrayList<>();
        for (int seed = 1; seed <= 5; seed++) {
            specs.add(mishaps.spec(seed == 2 ? "other" : "good", seed));
        }
        Tally tally = new Tally(Sweep.of(specs), store, standings::add, () -> 2, () -> clock);
        Companions companions = spec -> spec.data().orElseThrow().name().equals("good")
                ? java.util.Optional.of(new Companions.Company("good", 32))
                : java.util.Optional.empty();
        List<Task> first = tally.nextGroup(companions);
        assertThat(first).extracting(Task::spec).containsExactly(specs.get(0), specs.get(2));
        assertThat(tally.nextGroup(companions)).extracting(Task::spec).containsExactly(specs.get(1));
        // Without companions, or with room for one, each alone.
        assertThat(tally.nextGroup(companions.atMost(1))).extracting(Task::spec).containsExactly(specs.get(3));
        elapse(60);
        first.forEach(task -> tally.ended(new Outcome.Finished(mishaps.run(task, fraction -> {}), false)));
        // Two in a minute cost half a minute each: half the rest of the third now, then the fourth, on two workers.
        assertThat(last().running()).isEqualTo(2);
        assertThat(tally.nextGroup(companions)).extracting(Task::spec).containsExactly(specs.get(4));
        assertThat(tally.nextGroup(companions.atMost(3))).isEmpty();
    }

    private Standing last() {
        return standings.get(standings.size() - 1);
    }

    @Test
    void timeLeftIsJudgedByRunsOfTheSameKind() {
        Tally tally = tally("slow", "quick", "slow", "quick");
        assertThat(last().secondsLeft()).isNaN();
        finish(tally, 90);
        finish(tally, 10);
        // Left: one slow, one quick.
        assertThat(last().secondsLeft()).isEqualTo(100);
        assertThat(last().fraction()).isEqualTo(0.5);
        tally.at(next(tally), 0.5);
        assertThat(last().secondsLeft()).isEqualTo(55);
        assertThat(last().fraction()).isEqualTo(0.725);
    }

    @Test
    void whatGoesOnFromACheckpointIsNotTakenForFast() {
        Tally tally = tally("slow");
        Spec spec = next(tally);
        tally.at(spec, 0.4);
        elapse(30);
        tally.at(spec, 0.4);
        assertThat(last().secondsLeft()).isNaN();
        elapse(30);
        tally.at(spec, 0.5);
        assertThat(last().secondsLeft()).isCloseTo(300, within(1e-9));
    }

    @Test
    void whatIsWaitingIsJudgedByTheRunningOnesOfItsKind() {
        Tally tally = tally("quick", "slow", "slow", "quick");
        finish(tally, 10);
        Spec slow = next(tally);
        tally.at(slow, 0);
        elapse(100);
        tally.at(slow, 0.1);
        // Left: nine tenths of a thousand seconds, a thousand, ten.
        assertThat(last().secondsLeft()).isCloseTo(900 + 1000 + 10, within(1e-6));
    }

    @Test
    void aRunThatMayEndEarlyIsExpectedToIfOthersDid() {
        Tally tally = tally("slow", "slow", "slow");
        finish(tally, 50);
        Spec spec = next(tally);
        tally.at(spec, 0);
        elapse(30);
        tally.at(spec, 0.1);
        assertThat(last().secondsLeft()).isCloseTo(20 + 50, within(1e-9));
        elapse(60);
        tally.at(spec, 0.3);
        // Later than the other, so by its own pace.
        assertThat(last().secondsLeft()).isCloseTo(210 + 50, within(1e-9));
    }

    private void elapse(int seconds) {
        clock += seconds * 1_000_000_000L;
    }

    private void finish(Tally tally, int seconds) {
        Spec spec = next(tally);
        elapse(seconds);
        tally.ended(new Outcome.Finished(
                new Run(spec, Path.of("nowhere"), InventedLab.provenance(), new TreeMap<>(), new TreeMap<>()), false));
    }

    private static Spec next(Tally tally) {
        Task task = tally.next();
        if (task == null) {
            throw new AssertionError("nothing left to run");
        }
        return task.spec();
    }
}
