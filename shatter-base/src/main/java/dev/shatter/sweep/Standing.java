package dev.shatter.sweep;

/**
 * Where a sweep stands.
 *
 * @param total specs
 * @param stored of these, how many were in the store beforehand
 * @param trained how many were run by this sweep
 * @param failed how many ended without a run
 * @param running how many are being run now
 * @param fraction share of the sweep's own work that is done, in [0, 1], weighted by how long such runs take
 * @param secondsLeft wall time to come; NaN while nothing is known to judge it by
 */
public record Standing(
        int total, int stored, int trained, int failed, int running, double fraction, double secondsLeft) {
    /** Specs that have their outcome. */
    public int ended() {
        return stored + trained + failed;
    }
}
