package dev.shatter.bound;

import dev.shatter.core.BadInput;

/**
 * Excess risk over the Bayes risk, split for a finite class: R(h) − R(f*) = optimisation + estimation + approximation.
 *
 * <p>h = the hypothesis returned, h_S = the empirical minimiser (first of equals), h* = the best of the class.
 * Deterministic: estimation ≤ 2 sup|R − R̂|; and R(h) − R(h*) ≤ (R̂(h) − R̂(h_S)) + 2 sup|R − R̂|, the form the optimiser
 * controls. Source: Bottou and Bousquet 2008.
 *
 * @param optimisation R(h) − R(h_S); may be negative
 * @param estimation R(h_S) − R(h*) ≥ 0
 * @param approximation R(h*) − R(f*) ≥ 0
 * @param uniformDeviation sup over the class of |R − R̂|
 * @param empiricalSuboptimality R̂(h) − R̂(h_S) ≥ 0
 * @param erm index of h_S
 * @param best index of h*
 */
public record RiskDecomposition(
        double optimisation,
        double estimation,
        double approximation,
        double uniformDeviation,
        double empiricalSuboptimality,
        int erm,
        int best) {
    /**
     * The decomposition of a class whose risks are known.
     *
     * @param risk R of each hypothesis
     * @param empirical R̂ of each, same order
     * @param bayes R(f*), at most the smallest risk
     * @param returned index of h
     */
    public static RiskDecomposition of(double[] risk, double[] empirical, double bayes, int returned) {
        if (risk.length == 0 || risk.length != empirical.length || returned < 0 || returned >= risk.length) {
            throw BadInput.in(
                    "risk decomposition",
                    risk.length + " risks, " + empirical.length + " empirical risks, hypothesis " + returned,
                    "give one of each a hypothesis");
        }
        int erm = 0;
        int best = 0;
        double deviation = 0;
        for (int i = 0; i < risk.length; i++) {
            erm = empirical[i] < empirical[erm] ? i : erm;
            best = risk[i] < risk[best] ? i : best;
            deviation = Math.max(deviation, Math.abs(risk[i] - empirical[i]));
        }
        if (bayes > risk[best]) {
            throw BadInput.in(
                    "Bayes risk", bayes + " exceeds the risk of a hypothesis", "give the smallest risk possible");
        }
        return new RiskDecomposition(
                risk[returned] - risk[erm],
                risk[erm] - risk[best],
                risk[best] - bayes,
                deviation,
                empirical[returned] - empirical[erm],
                erm,
                best);
    }

    /** R(h) − R(f*). */
    public double excess() {
        return optimisation + estimation + approximation;
    }

    /** 2 sup|R − R̂|, never less than the estimation part. */
    public double estimationLimit() {
        return 2 * uniformDeviation;
    }
}
