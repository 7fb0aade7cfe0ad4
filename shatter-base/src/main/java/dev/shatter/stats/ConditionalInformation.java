package dev.shatter.stats;

import dev.shatter.core.BadInput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Conditional mutual-information score of a measure (Jiang et al. 2020, arXiv:1912.02178): the share of the entropy of
 * the gap's order that the measure's order explains, for the set of hyper-parameters known that leaves it least.
 *
 * <p>V_μ = sgn(μ_a − μ_b), V_g = sgn(g_a − g_b) over ordered pairs of models; for a set S, U_S = the settings of S in
 * both; Î(S) = I(V_μ; V_g | U_S) / H(V_g | U_S) ∈ [0, 1]; score = min_S Î(S). The sign of the agreement is lost: report
 * τ beside it. Cost O(N²) for each set.
 *
 * @param score min_S Î(S); in {@link Mode#PGDL} times 100; 0 if no set has any entropy left
 * @param worst the set S where it is attained, hyper-parameter numbers
 * @param bySet Î(S) of every set that has entropy left, same unit as the score
 */
public record ConditionalInformation(double score, List<Integer> worst, List<Given> bySet) {
    /** Î(S) of one set. */
    public record Given(List<Integer> set, double value) {
        public Given {
            set = List.copyOf(set);
        }
    }

    public ConditionalInformation {
        worst = List.copyOf(worst);
        bySet = List.copyOf(bySet);
    }

    /** Two published ways of counting. */
    public enum Mode {
        /** |S| ≤ 2; pairs tied in either column dropped; terms weighted by the frequency of U. */
        PAPER,
        /**
         * The scorer of the competition PGDL 2020 (arXiv:2012.07976): |S| = 2 only; self pairs kept and ties counted as
         * "−"; terms averaged uniformly over the values of U; times 100.
         */
        PGDL
    }

    public static ConditionalInformation of(ModelGrid grid, Mode mode) {
        List<Given> values = new ArrayList<>();
        for (List<Integer> set : sets(grid.hyperparameters(), mode)) {
            double share = share(grid, set, mode);
            if (share >= 0) {
                values.add(new Given(set, mode == Mode.PGDL ? 100 * share : share));
            }
        }
        return values.stream()
                .min(Comparator.comparingDouble(Given::value))
                .map(least -> new ConditionalInformation(least.value(), least.set(), values))
                .orElseGet(() -> new ConditionalInformation(0, List.of(), values));
    }

    private static List<List<Integer>> sets(int hyperparameters, Mode mode) {
        if (mode == Mode.PGDL && hyperparameters < 2) {
            throw BadInput.in("PGDL score", "needs two hyper-parameters", "vary two, or use the paper's mode");
        }
        List<List<Integer>> sets = new ArrayList<>();
        if (mode == Mode.PAPER) {
            sets.add(List.of());
            for (int h = 0; h < hyperparameters; h++) {
                sets.add(List.of(h));
            }
        }
        for (int h = 0; h < hyperparameters; h++) {
            for (int k = h + 1; k < hyperparameters; k++) {
                sets.add(List.of(h, k));
            }
        }
        return sets;
    }

    /** Î(S), or −1 if the conditional entropy is 0. */
    private static double share(ModelGrid grid, List<Integer> set, Mode mode) {
        int settings = set.stream().mapToInt(grid::values).reduce(1, Math::multiplyExact);
        int[] code = new int[grid.models()];
        for (int i = 0; i < code.length; i++) {
            for (int h : set) {
                code[i] = code[i] * grid.values(h) + grid.settings()[i][h];
            }
        }
        long[][] counts = new long[Math.multiplyExact(settings, settings)][4];
        for (int a = 0; a < code.length; a++) {
            for (int b = 0; b < code.length; b++) {
                double measure = grid.measure()[a] - grid.measure()[b];
                double gap = grid.gap()[a] - grid.gap()[b];
                if (mode == Mode.PGDL || (measure != 0 && gap != 0)) {
                    counts[code[a] * settings + code[b]][(measure > 0 ? 2 : 0) + (gap > 0 ? 1 : 0)]++;
                }
            }
        }
        double information = 0;
        double entropy = 0;
        for (long[] table : counts) {
            double pairs = (double) table[0] + table[1] + table[2] + table[3];
            if (pairs > 0) {
                double weight = mode == Mode.PAPER ? pairs : 1;
                double gapEntropy = entropy(table[0] + table[2], table[1] + table[3]);
                entropy += weight * gapEntropy;
                information += weight
                        * Math.max(0, gapEntropy + entropy(table[0] + table[1], table[2] + table[3]) - entropy(table));
            }
        }
        return entropy > 0 ? Math.min(1, information / entropy) : -1;
    }

    /** Plug-in entropy in nats of a table of counts. */
    private static double entropy(long... counts) {
        double total = 0;
        for (long count : counts) {
            total += count;
        }
        double entropy = 0;
        for (long count : counts) {
            entropy -= count == 0 ? 0 : count / total * Math.log(count / total);
        }
        return entropy;
    }
}
