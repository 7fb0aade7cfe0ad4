package dev.shatter.bound;

/** Risks of a distribution whose labels are partly random: exact, for comparing certificates with the right risk. */
public final class MixedRisk {
    public static final Theorem THEOREM = Theorem.named(
                    "mixed-risk", Guarantee.EXACT, "risk against partly randomised labels")
            .formula("R_noisy = (1 - p) R_clean + p (1 - 1/K)")
            .reading("a certificate computed on corrupted labels is about the corrupted distribution: compare it with"
                    + " this, never with the clean test error")
            .assuming("each label is replaced, with probability p, by an independent uniform draw from all K classes")
            .pitfalls("permuting the true labels is not independent and gives 1 - 1/K only for balanced classes")
            .from("elementary");

    private MixedRisk() {}

    /** (1 − p) R_clean + p (1 − 1/K). */
    public static double of(double cleanRisk, double corruption, int classes) {
        Domain.risk("clean risk", cleanRisk);
        Domain.risk("corruption", corruption);
        return (1 - corruption) * cleanRisk + corruption * (1 - 1.0 / classes);
    }
}
