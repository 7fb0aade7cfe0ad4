package dev.shatter.app;

import dev.shatter.sweep.Outcome;
import dev.shatter.sweep.Standing;
import dev.shatter.sweep.SweepListener;

/**
 * A sweep's standing as a moving line, its failures as lines that stay.
 *
 * @param progress where it is shown
 */
public record SweepProgress(ProgressLine progress) implements SweepListener {
    @Override
    public void at(Standing standing) {
        progress.at(
                standing.fraction(),
                standing.secondsLeft(),
                PlainFormat.of(
                        "%d of %d runs, %d under way, %d from the store, %d failed",
                        standing.ended(), standing.total(), standing.running(), standing.stored(), standing.failed()));
    }

    @Override
    public void ended(Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed) {
            progress.line("failed: " + failed.sentence());
        }
    }
}
