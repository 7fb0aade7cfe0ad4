package dev.shatter.stats;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Granulated rank correlation Ψ of a measure (Jiang et al. 2020, arXiv:1912.02178): does it follow the gap when one
 * hyper-parameter moves and the others stay?
 *
 * <p>ψ_h = mean, over all settings of the other hyper-parameters, of τ_a over the models that differ only in h; Ψ = mean
 * of the ψ_h. Seeds of a cell are averaged first; groups of fewer than two cells are skipped.
 *
 * @param psi Ψ in [−1, 1]; 0 if no hyper-parameter has a group
 * @param byHyperparameter ψ_h by hyper-parameter number, where defined
 */
public record GranulatedTau(double psi, SortedMap<Integer, Double> byHyperparameter) {
    public GranulatedTau {
        byHyperparameter = Collections.unmodifiableSortedMap(new TreeMap<>(byHyperparameter));
    }

    public static GranulatedTau of(ModelGrid models) {
        ModelGrid grid = models.averagedOverSeeds();
        TreeMap<Integer, Double> psi = new TreeMap<>();
        for (int h = 0; h < grid.hyperparameters(); h++) {
            int hyperparameter = h;
            Map<String, int[]> groups = new TreeMap<>();
            for (int i = 0; i < grid.models(); i++) {
                int index = i;
                groups.merge(
                        grid.others(i, hyperparameter),
                        new int[] {i},
                        (have, more) -> IntStream.concat(Arrays.stream(have), IntStream.of(index))
                                .toArray());
            }
            groups.values().stream()
                    .filter(group -> group.length > 1)
                    .mapToDouble(group -> KendallTau.of(pick(grid.measure(), group), pick(grid.gap(), group))
                            .a())
                    .average()
                    .ifPresent(value -> psi.put(hyperparameter, value));
        }
        double mean = psi.values().stream().mapToDouble(v -> v).average().orElse(0);
        return new GranulatedTau(mean, psi);
    }

    private static double[] pick(double[] values, int[] which) {
        return Arrays.stream(which).mapToDouble(i -> values[i]).toArray();
    }
}
