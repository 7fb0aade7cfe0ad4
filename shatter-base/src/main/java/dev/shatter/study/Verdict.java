package dev.shatter.study;

import org.jspecify.annotations.Nullable;

/**
 * What the runs say to a claim.
 *
 * @param decision the word
 * @param finding effect, interval, n and p; null if there was nothing to judge by
 * @param look when it was judged
 * @param adjustedP two-sided p after Holm over all claims of the study, those not run included, with what its look may
 *     spend taken into account
 * @param reason one sentence: why this word
 * @param sample the values behind it
 */
public record Verdict(
        Claim claim,
        Decision decision,
        @Nullable Finding finding,
        Look look,
        double adjustedP,
        String reason,
        Sample sample) {
    /** Family-wise error over a study's claims. */
    public static final double ALPHA = 0.05;

    /** Beyond this share of values missing because of how their runs came out, a claim stays undecided. */
    public static final double MISSING = 0.2;

    /** The words. */
    public enum Decision {
        HOLDS,
        FAILS,
        /** There are runs, but they do not settle it. */
        UNDECIDED,
        /** No run speaks of it yet. */
        NOT_RUN
    }
}
