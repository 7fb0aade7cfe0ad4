package dev.shatter.train;

/**
 * Where a loop stands between two steps.
 *
 * @param step steps done
 * @param epoch passes over the examples done
 * @param batch batches of the current pass done
 * @param batches batches a pass
 * @param epochs most passes
 * @param seconds wall time so far, over all resumptions
 * @param stepSeconds of these, spent in steps
 */
public record Moment(long step, int epoch, int batch, int batches, int epochs, double seconds, double stepSeconds) {
    static Moment start(int batches, int epochs) {
        return new Moment(0, 0, 0, batches, epochs, 0, 0);
    }

    /** Passes done, with the fraction of the current one. */
    public double passed() {
        return epoch + (double) batch / batches;
    }

    /** Most steps there may be. */
    public long steps() {
        return (long) epochs * batches;
    }

    /** Whether the step that begins here is the last of its pass. */
    public boolean last() {
        return batch == batches - 1;
    }

    /** After one more step. */
    Moment next(double now, double spent) {
        return new Moment(step + 1, epoch, batch + 1, batches, epochs, now, stepSeconds + spent);
    }

    /** Before the first batch of the next pass. */
    Moment nextEpoch(double now) {
        return new Moment(step, epoch + 1, 0, batches, epochs, now, stepSeconds);
    }
}
