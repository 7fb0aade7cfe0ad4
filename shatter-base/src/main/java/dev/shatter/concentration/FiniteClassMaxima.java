package dev.shatter.concentration;

import dev.shatter.core.Chance;
import java.util.Arrays;

/**
 * max over a finite class of |R − R̂|, simulated, beside the union bound over it.
 *
 * <p>Every hypothesis errs with probability p on every example. Independent errors are the worst case for which the union
 * bound is nearly exact; nested errors (all hypotheses err on the same examples) behave as one hypothesis, and the bound
 * does not see it.
 *
 * @param size |H|
 * @param n examples
 * @param delta δ
 * @param quantile the (1 − δ) quantile of the maximum over trials
 * @param bound √((ln|H| + ln(2/δ))/2n)
 * @param maxima the maximum in each trial, ascending
 */
public record FiniteClassMaxima(int size, int n, double delta, double quantile, double bound, double[] maxima) {
    /**
     * Draws the class anew in each trial.
     *
     * @param shared true for hypotheses that all err on the same examples
     */
    public static FiniteClassMaxima simulate(
            int size, int n, double p, double delta, boolean shared, int trials, Chance chance) {
        double[] maxima = new double[trials];
        for (int t = 0; t < trials; t++) {
            double worst = 0;
            for (int h = 0; h < (shared ? 1 : size); h++) {
                worst = Math.max(worst, Math.abs((double) CoinTail.heads(n, p, chance) / n - p));
            }
            maxima[t] = worst;
        }
        Arrays.sort(maxima);
        int place = Math.min(trials - 1, (int) Math.ceil((1 - delta) * trials) - 1);
        return new FiniteClassMaxima(
                size, n, delta, maxima[Math.max(0, place)], Tails.finiteClass(n, size, delta), maxima);
    }
}
