package dev.shatter.stats;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import java.util.Arrays;

/**
 * Power law ρ(x) ∝ x^{−α} fitted to the tail x ≥ x_min of a positive sample (Clauset, Shalizi and Newman 2009,
 * arXiv:0706.1062; of spectra: Martin and Mahoney 2021, arXiv:1810.01075).
 *
 * <p>α = 1 + n_t / Σ ln(x_i/x_min) over the n_t values ≥ x_min; standard error (α − 1)/√n_t; distance = two-sided
 * Kolmogorov-Smirnov distance of the tail from F(x) = 1 − (x/x_min)^{1−α}. α does not depend on the unit of x.
 *
 * @param alpha exponent, &gt; 1; +∞ if the whole tail equals x_min
 * @param standardError (α − 1)/√n_t
 * @param distance Kolmogorov-Smirnov, in [0, 1]
 * @param xmin where the tail begins
 * @param tail n_t
 * @param size all values given
 */
public record PowerLawFit(double alpha, double standardError, double distance, double xmin, int tail, int size) {
    /** Smallest tail considered: tiny tails win by chance. */
    public static final int FEWEST = 10;

    /**
     * The fit whose x_min minimises the distance, among values with n_t ≥ max(10, M/20) of M values.
     *
     * @param values at least 10, positive and finite
     */
    public static PowerLawFit of(double[] values) {
        return bestOfSorted(ascending(values));
    }

    /** The fit at a given x_min &gt; 0. */
    public static PowerLawFit at(double[] values, double xmin) {
        Check.sample("power law", values, 1);
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int first = 0;
        while (first < sorted.length && sorted[first] < xmin) {
            first++;
        }
        if (!(xmin > 0) || first == sorted.length) {
            throw BadInput.in("power law", "no value reaches x_min = " + xmin, "give 0 < x_min <= the largest value");
        }
        return fit(sorted, first, logs(sorted, first));
    }

    /**
     * Goodness of fit by the semi-parametric bootstrap: share of synthetic samples (tail from the law, body resampled),
     * each fitted anew with its own x_min, whose distance is at least the observed one. Under 0.1 the power law is
     * doubtful; a large value does not prove it. Monte-Carlo error about √(p(1−p)/draws).
     *
     * @param values the sample this fit came from through {@link #of}
     * @param draws synthetic samples; 2500 for two digits
     */
    public double goodness(double[] values, int draws, Chance chance) {
        Check.atLeastOne("draws", draws);
        double[] sorted = ascending(values);
        int body = sorted.length - tail;
        int worse = 0;
        double[] synthetic = new double[sorted.length];
        for (int b = 0; b < draws; b++) {
            for (int i = 0; i < synthetic.length; i++) {
                synthetic[i] = chance.nextInt(sorted.length) < body
                        ? sorted[chance.nextInt(body)]
                        : xmin * Math.exp(-Math.log1p(-chance.nextDouble()) / (alpha - 1));
            }
            Arrays.sort(synthetic);
            if (bestOfSorted(synthetic).distance >= distance) {
                worse++;
            }
        }
        return (double) worse / draws;
    }

    private static double[] ascending(double[] values) {
        Check.sample("power law", values, FEWEST);
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        if (!(sorted[0] > 0)) {
            throw BadInput.in("power law", "the value " + sorted[0] + " is not positive", "drop zero eigenvalues");
        }
        return sorted;
    }

    private static PowerLawFit bestOfSorted(double[] sorted) {
        double[] logs = logs(sorted, 0);
        int last = sorted.length - Math.max(FEWEST, (sorted.length + 19) / 20);
        PowerLawFit best = fit(sorted, 0, logs);
        for (int first = 1; first <= last; first++) {
            // Of equal values only the first is a candidate: x_min itself belongs to the tail.
            if (sorted[first] > sorted[first - 1]) {
                PowerLawFit candidate = fit(sorted, first, logs);
                if (candidate.distance < best.distance) {
                    best = candidate;
                }
            }
        }
        return best;
    }

    private static double[] logs(double[] sorted, int first) {
        double[] logs = new double[sorted.length];
        for (int i = first; i < sorted.length; i++) {
            logs[i] = Math.log(sorted[i]);
        }
        return logs;
    }

    private static PowerLawFit fit(double[] sorted, int first, double[] logs) {
        int tail = sorted.length - first;
        double sum = 0;
        for (int i = first; i < sorted.length; i++) {
            sum += logs[i] - logs[first];
        }
        if (sum == 0) {
            // All equal: no exponent, and the worst distance, so that it is never chosen.
            return new PowerLawFit(
                    Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 1, sorted[first], tail, sorted.length);
        }
        double slope = tail / sum;
        double distance = 0;
        for (int i = first; i < sorted.length; i++) {
            double law = -Math.expm1(-slope * (logs[i] - logs[first]));
            double before = (double) (i - first) / tail;
            double after = (double) (i - first + 1) / tail;
            distance = Math.max(distance, Math.max(Math.abs(after - law), Math.abs(law - before)));
        }
        return new PowerLawFit(1 + slope, slope / Math.sqrt(tail), distance, sorted[first], tail, sorted.length);
    }

    /**
     * α̂ = (1/L) Σ_l α_l log₁₀ λ_max,l over layers (Martin and Mahoney). Depends on the normalisation of the eigenvalues:
     * state it.
     */
    public static double alphaHat(double[] alpha, double[] largestEigenvalue) {
        Check.pairs(alpha, largestEigenvalue, 1);
        double sum = 0;
        for (int l = 0; l < alpha.length; l++) {
            sum += alpha[l] * Math.log10(largestEigenvalue[l]);
        }
        return sum / alpha.length;
    }
}
