package dev.shatter.bound;

import java.util.Arrays;

/**
 * Bounds by a supersample: n pairs of examples, of each of which a fair coin U_i takes one for training and leaves the other as a ghost.
 * What the network shows of the coins bounds its mean gap: its weights, its predictions, or its losses, each telling less than the
 * one before. All for a loss in [0, 1], in expectation over examples, coins and training.
 */
public final class Supersampling {
    private static final String COINS =
            "n pairs of independent draws; fair coins, independent of all else, choose the training example of each";
    private static final String SEEDS = "seeds, augmentation and stopping do not depend on the coins";
    private static final String FEW =
            "estimated from few trainings by plug-in it is too large: show the floor of shuffled coins beside it";

    public static final Theorem WEIGHTS = Theorem.named(
                    "cmi", Guarantee.IN_EXPECTATION, "mean gap from what weights tell of a supersample's coins")
            .formula("|E[R - Rhat]| <= sqrt(2 I(W;U|Z) / n); I <= n ln 2")
            .reading("weights from which one cannot say which example of each pair was trained on generalise")
            .assuming(COINS, Clause.UNIT_LOSS, Clause.FIXED_PREPROCESSING)
            .pitfalls(
                    "deterministic training mostly tells all coins: n ln 2 nats, and the value is sqrt(2 ln 2) = 1.18",
                    "never a certificate for one trained network")
            .from("Steinke and Zakynthinou 2020, arXiv:2001.09122");

    public static final Theorem PREDICTIONS = Theorem.named(
                    "f-cmi", Guarantee.IN_EXPECTATION, "mean gap from what predictions tell of a supersample's coins")
            .formula(
                    "|E[R - Rhat]| <= (1/n) sum_i E_Z sqrt(2 I^Z(F_i;U_i)), F_i = predictions on both examples of pair i")
            .reading("random labels, once fitted, give the vacuous value; true labels much less")
            .assuming(COINS, SEEDS, Clause.UNIT_LOSS, Clause.FIXED_PREPROCESSING)
            .pitfalls(
                    FEW,
                    "with K classes F_i has K^2 values: e-cmi has four",
                    "never a certificate for one trained network")
            .from("Harutyunyan, Raginsky, Ver Steeg and Galstyan 2021, arXiv:2110.01584 (theorem number unchecked)");

    public static final Theorem LOSSES = Theorem.named(
                    "e-cmi", Guarantee.IN_EXPECTATION, "mean gap from what losses tell of a supersample's coins")
            .formula("|E[R - Rhat]| <= (1/n) sum_i E_Z sqrt(2 I^Z(L_i;U_i)), L_i = losses on both examples of pair i")
            .reading("never larger than f-cmi, and equal to it for two classes and a network that fits its sample")
            .assuming(COINS, SEEDS, Clause.UNIT_LOSS, Clause.FIXED_PREPROCESSING)
            .pitfalls(FEW, "never a certificate for one trained network")
            .from("Hellstrom and Durisi 2022, arXiv:2203.00044 (theorem number unchecked)");

    public static final Theorem KL_FORM = Theorem.named(
                    "cmi-kl",
                    Guarantee.IN_EXPECTATION,
                    "mean risk from what losses tell of a supersample's coins, kl form")
            .formula(
                    "E R <= 2 klinv(E Rhat, J) - E Rhat, J = (1/n) sum_i I(L_i;U_i|Z); with Rhat = 0 and 0-1 loss E R <= J / ln 2")
            .reading("falls as J where the training error is small, not as its root")
            .assuming(COINS, SEEDS, Clause.UNIT_LOSS, Clause.FIXED_PREPROCESSING)
            .pitfalls(
                    FEW,
                    "the training error is the mean over the same trainings",
                    "never a certificate for one trained network")
            .from("Hellstrom and Durisi 2022, arXiv:2203.00044; J/ln 2: each ghost error tells its coin");

    private Supersampling() {}

    /** √(2 I/n) with I = I(W;U|Z̃) in nats, at most n ln 2. */
    public static ExpectationBound weights(double information, long n) {
        Domain.nonNegative("information", information);
        return ExpectationBound.of(WEIGHTS, Math.sqrt(2 * information / Domain.sampleSize(n)), ExpectationBound.GAP, n);
    }

    /** Mean over pairs of √(2 I_i), from predictions. */
    public static ExpectationBound predictions(double... informations) {
        return roots(PREDICTIONS, informations);
    }

    /** Mean over pairs of √(2 I_i), from losses. */
    public static ExpectationBound losses(double... informations) {
        return roots(LOSSES, informations);
    }

    private static ExpectationBound roots(Theorem theorem, double... informations) {
        double sum = Arrays.stream(Domain.nonNegative("information", informations))
                .map(i -> Math.sqrt(2 * i))
                .sum();
        return ExpectationBound.of(theorem, sum / informations.length, ExpectationBound.GAP, informations.length);
    }

    /**
     * 2 kl⁻¹(r̂, J) − r̂.
     *
     * @param risk r̂, mean training loss over the trainings
     * @param information J in nats
     */
    public static ExpectationBound klForm(double risk, double information, long n) {
        Domain.sampleSize(n);
        return ExpectationBound.of(KL_FORM, 2 * BinaryKl.upperInverse(risk, information) - risk, "E[R]", n);
    }

    /** J/ln 2, for networks that fit their samples exactly, under 0-1 loss. */
    public static ExpectationBound interpolating(double information, long n) {
        Domain.sampleSize(n);
        return ExpectationBound.of(KL_FORM, Domain.nonNegative("information", information) / Math.log(2), "E[R]", n);
    }
}
