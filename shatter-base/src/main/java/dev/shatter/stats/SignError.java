package dev.shatter.stats;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Sign error of a measure by environment, and its worst case (Dziugaite et al. 2020, arXiv:2010.11924).
 *
 * <p>An environment moves one hyper-parameter from one value to another and fixes all others; SE = ½ E[1 − sgn(μ_a −
 * μ_b) sgn(g_a − g_b)] ∈ [0, 1] over the pairs of seeds; ties give ½. Robust sign error = max over environments.
 *
 * @param environments all that were kept
 * @param dropped how many had too few effective pairs
 */
public record SignError(List<Environment> environments, int dropped) {
    /** Fewest effective pairs of a weighted environment, from the paper. */
    public static final double FEWEST_PAIRS = 12;

    public SignError {
        environments = List.copyOf(environments);
    }

    /**
     * One move of one hyper-parameter.
     *
     * @param hyperparameter its number
     * @param from value number before
     * @param to value number after, larger
     * @param others the setting with the moved hyper-parameter shown as −1
     * @param error SE in [0, 1]
     * @param pairs (Σw)²/Σw², the effective number of pairs
     */
    public record Environment(int hyperparameter, int from, int to, String others, double error, double pairs) {}

    /** All pairs count 1; no environment is dropped. */
    public static SignError of(ModelGrid grid) {
        return collect(grid, 0, 0);
    }

    /**
     * Pairs weighted against the noise of gaps measured on {@code testPoints} points: (ω − ½)₊ of {@link #weight};
     * environments under {@link #FEWEST_PAIRS} effective pairs are dropped.
     */
    public static SignError weighted(ModelGrid grid, int testPoints) {
        Check.atLeastOne("test points", testPoints);
        return collect(grid, testPoints, FEWEST_PAIRS);
    }

    /**
     * ω = max(0, 1 − 2 exp(−2 n (|Δg|/2)²))²: probability, by Hoeffding, that both gaps are ordered as measured.
     *
     * @param gapDifference g_a − g_b
     * @param testPoints n
     */
    public static double weight(double gapDifference, int testPoints) {
        double root = Math.max(0, 1 - 2 * Math.exp(-2.0 * testPoints * Math.pow(gapDifference / 2, 2)));
        return root * root;
    }

    /** max_e SE(e); empty if no environment was kept. */
    public OptionalDouble robust() {
        return environments.stream().mapToDouble(Environment::error).max();
    }

    /** Mean over environments; empty if none was kept. */
    public OptionalDouble mean() {
        return environments.stream().mapToDouble(Environment::error).average();
    }

    /** Quantile of SE over environments, for instance 0.9; empty if none was kept. */
    public OptionalDouble quantile(double probability) {
        Check.level(probability);
        double[] sorted =
                environments.stream().mapToDouble(Environment::error).sorted().toArray();
        return sorted.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(Bootstrap.quantile(sorted, probability));
    }

    private static SignError collect(ModelGrid grid, int testPoints, double fewest) {
        Environments environments = new Environments();
        for (int a = 0; a < grid.models(); a++) {
            for (int b = 0; b < grid.models(); b++) {
                int moved = moved(grid.settings()[a], grid.settings()[b]);
                if (moved >= 0) {
                    double gap = grid.gap()[a] - grid.gap()[b];
                    double agreement = Math.signum(grid.measure()[a] - grid.measure()[b]) * Math.signum(gap);
                    double weight = testPoints == 0 ? 1 : Math.max(0, weight(gap, testPoints) - 0.5);
                    environments.add(grid, a, b, moved, weight, (1 - agreement) / 2);
                }
            }
        }
        return environments.finish(fewest);
    }

    /** The one hyper-parameter that rises from a to b while all others stay; −1 if there is none. */
    private static int moved(int[] a, int[] b) {
        int moved = -1;
        for (int h = 0; h < a.length; h++) {
            if (a[h] != b[h]) {
                if (moved >= 0 || a[h] > b[h]) {
                    return -1;
                }
                moved = h;
            }
        }
        return moved;
    }

    /** Sums by environment: weight, squared weight, weighted error. */
    private static final class Environments {
        private record Key(int hyperparameter, int from, int to, String others) {}

        private final Map<Key, double[]> sums = new LinkedHashMap<>();

        void add(ModelGrid grid, int a, int b, int moved, double weight, double error) {
            Key key = new Key(moved, grid.settings()[a][moved], grid.settings()[b][moved], grid.others(a, moved));
            double[] sum = sums.computeIfAbsent(key, k -> new double[3]);
            sum[0] += weight;
            sum[1] += weight * weight;
            sum[2] += weight * error;
        }

        SignError finish(double fewest) {
            List<Environment> kept = new ArrayList<>();
            int dropped = 0;
            for (Map.Entry<Key, double[]> entry : sums.entrySet()) {
                double[] sum = entry.getValue();
                double pairs = sum[1] > 0 ? sum[0] * sum[0] / sum[1] : 0;
                if (pairs > 0 && pairs >= fewest) {
                    Key key = entry.getKey();
                    kept.add(new Environment(
                            key.hyperparameter(), key.from(), key.to(), key.others(), sum[2] / sum[0], pairs));
                } else {
                    dropped++;
                }
            }
            return new SignError(kept, dropped);
        }
    }
}
