package dev.shatter.sweep;

import static org.assertj.core.api.Assertions.assertThat;

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
    @Test
    void timeLeftIsJudgedByRunsOfTheSameKind(@TempDir Path root) {
        RunStore store = new RunStore(root);
        Mishaps mishaps = new Mishaps(store);
        List<Standing> standings = new ArrayList<>();
        long[] clock = {0};
        Sweep sweep = Sweep.of(List.of(
                mishaps.spec("slow", 1), mishaps.spec("quick", 1), mishaps.spec("slow", 2), mishaps.spec("quick", 2)));
        Tally tally = new Tally(sweep, store, standings::add, () -> 1, () -> clock[0]);
        assertThat(standings.get(0).secondsLeft()).isNaN();
        finish(tally, clock, 90);
        finish(tally, clock, 10);
        // Left: one slow, one quick.
        Standing half = standings.get(standings.size() - 1);
        assertThat(half.secondsLeft()).isEqualTo(100);
        assertThat(half.fraction()).isEqualTo(0.5);
        tally.at(next(tally), 0.5);
        assertThat(standings.get(standings.size() - 1).secondsLeft()).isEqualTo(55);
        assertThat(standings.get(standings.size() - 1).fraction()).isEqualTo(0.725);
    }

    private static void finish(Tally tally, long[] clock, double seconds) {
        Spec spec = next(tally);
        clock[0] += (long) (seconds * 1e9);
        tally.finish(new Outcome.Finished(
                new Run(spec, Path.of("nowhere"), InventedLab.provenance(), new TreeMap<>()), false));
    }

    private static Spec next(Tally tally) {
        Task task = tally.next();
        if (task == null) {
            throw new AssertionError("nothing left to run");
        }
        return task.spec();
    }
}
