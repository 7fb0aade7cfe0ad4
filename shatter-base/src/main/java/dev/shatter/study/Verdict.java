package dev.shatter.study;

import org.jspecify.annotations.Nullable;

/**
 * What the runs say to a claim.
 *
 * @param decision the word
 * @param finding effect, interval, n and p; null if there was nothing to judge by
 * @param adjustedP two-sided p after Holm over all claims of the study, the undecidable ones included
 * @param reason one sentence: why this word
 * @param sample the values behind it
 */
public record Verdict(
        Claim claim, Decision decision, @Nullable Finding finding, double adjustedP, String reason, Sample sample) {
    /** Family-wise error over a study's claims. */
    public static final double ALPHA = 0.05;

    /** The three words. */
    public enum Decision {
        HOLDS,
        FAILS,
        UNDECIDED
    }
}
