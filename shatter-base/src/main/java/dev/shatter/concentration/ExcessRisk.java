package dev.shatter.concentration;

import dev.shatter.core.BadInput;

/**
 * R(h) − R(f*) = [R(h) − R(h_S)] + [R(h_S) − R(h*)] + [R(h*) − R(f*)]: optimisation, estimation, approximation, with h
 * what was returned, h_S the empirical minimiser, h* the best of the class, f* Bayes' rule.
 *
 * @param bayes R(f*)
 * @param approximation ≥ 0
 * @param estimation ≥ 0
 * @param optimisation of any sign: a worse fit can be luckier
 * @param deviation sup over the class of |R − R̂|; estimation ≤ 2 · deviation
 */
public record ExcessRisk(double bayes, double approximation, double estimation, double optimisation, double deviation) {
    /**
     * For a finite class given by its risks.
     *
     * @param risks R(h) of each hypothesis
     * @param empirical R̂(h) of each
     * @param returned place of the returned hypothesis
     * @param bayes R(f*), at most every risk
     */
    public static ExcessRisk of(double[] risks, double[] empirical, int returned, double bayes) {
        if (risks.length != empirical.length || risks.length == 0 || returned < 0 || returned >= risks.length) {
            throw BadInput.in(
                    "excess risk",
                    risks.length + " risks, " + empirical.length + " empirical ones, hypothesis " + returned,
                    "give one of each for every hypothesis");
        }
        int minimiser = 0;
        double best = risks[0];
        double deviation = 0;
        for (int h = 0; h < risks.length; h++) {
            minimiser = empirical[h] < empirical[minimiser] ? h : minimiser;
            best = Math.min(best, risks[h]);
            deviation = Math.max(deviation, Math.abs(risks[h] - empirical[h]));
        }
        return new ExcessRisk(
                bayes, best - bayes, risks[minimiser] - best, risks[returned] - risks[minimiser], deviation);
    }

    /** R(h) − R(f*). */
    public double total() {
        return approximation + estimation + optimisation;
    }
}
