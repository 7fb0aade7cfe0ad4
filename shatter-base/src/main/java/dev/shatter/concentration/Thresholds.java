package dev.shatter.concentration;

import dev.shatter.core.Chance;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * sup over all thresholds h_t(x) = 1[x ≥ t] of |R − R̂|, computed exactly in each trial, beside uniform bounds.
 *
 * <p>x is uniform on [0, 1], y = 1[x ≥ θ] flipped with probability η, so R(h_t) = η + (1 − 2η)|t − θ|. The class is
 * infinite with VC dimension 1.
 *
 * @param n examples
 * @param delta δ
 * @param mean mean of the supremum over trials
 * @param quantile its (1 − δ) quantile
 * @param vapnik √((ln(2n) + 1 − ln(δ/4))/n) + 1/n: Vapnik's bound for dimension 1, with the 1/n a certificate needs
 * @param single √(ln(2/δ)/2n): what one threshold fixed beforehand would need
 */
public record Thresholds(int n, double delta, double mean, double quantile, double vapnik, double single) {
    /** Repeats the experiment. */
    public static Thresholds simulate(int n, double theta, double noise, double delta, int trials, Chance chance) {
        double[] suprema = new double[trials];
        for (int t = 0; t < trials; t++) {
            suprema[t] = supremum(n, theta, noise, chance);
        }
        Arrays.sort(suprema);
        int place = Math.max(0, (int) Math.ceil((1 - delta) * trials) - 1);
        return new Thresholds(
                n,
                delta,
                Arrays.stream(suprema).average().orElseThrow(),
                suprema[place],
                Math.sqrt((Math.log(2.0 * n) + 1 - Math.log(delta / 4)) / n) + 1.0 / n,
                Math.sqrt(Math.log(2 / delta) / (2.0 * n)));
    }

    private static double supremum(int n, double theta, double noise, Chance chance) {
        double[] x = new double[n];
        boolean[] one = new boolean[n];
        for (int i = 0; i < n; i++) {
            x[i] = chance.nextDouble();
            one[i] = (x[i] >= theta) != (chance.nextDouble() < noise);
        }
        return supremum(x, one, theta, noise);
    }

    /** sup_t |R(h_t) − R̂(h_t)| on this sample. */
    static double supremum(double[] x, boolean[] one, double theta, double noise) {
        int n = x.length;
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted((a, b) -> Double.compare(x[a], x[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        // Below the smallest x all are called 1: the errors are the zeros.
        int errors = 0;
        for (boolean label : one) {
            errors += label ? 0 : 1;
        }
        double worst = 0;
        double from = 0;
        for (int i = 0; i <= n; i++) {
            double to = i == n ? 1 : x[order[i]];
            // R̂ is constant for t in (from, to]; R is a V, so its extremes are the ends and θ.
            double empirical = (double) errors / n;
            worst = Math.max(worst, Math.abs(risk(from, theta, noise) - empirical));
            worst = Math.max(worst, Math.abs(risk(to, theta, noise) - empirical));
            if (from < theta && theta <= to) {
                worst = Math.max(worst, Math.abs(noise - empirical));
            }
            if (i < n) {
                errors += one[order[i]] ? 1 : -1;
                from = to;
            }
        }
        return worst;
    }

    private static double risk(double t, double theta, double noise) {
        return noise + (1 - 2 * noise) * Math.abs(t - theta);
    }
}
