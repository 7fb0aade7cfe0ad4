package dev.shatter.stats;

import dev.shatter.core.BadInput;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * N trained models over a grid of hyper-parameters, with one measure and the gap of each: what measures are judged on.
 *
 * <p>Models of equal settings are seeds of one cell. Holes in the grid (runs discarded) are allowed.
 *
 * @param settings [N][H]: which value (0, 1, …) each of the H hyper-parameters has
 * @param measure [N], finite, larger should mean a larger gap
 * @param gap [N], finite
 */
public record ModelGrid(int[][] settings, double[] measure, double[] gap) {
    public ModelGrid {
        Check.pairs(measure, gap, 2);
        if (settings.length != measure.length) {
            throw BadInput.in(
                    "model grid", settings.length + " settings for " + measure.length + " models", "match them");
        }
        for (int[] row : settings) {
            if (row.length != settings[0].length || Arrays.stream(row).anyMatch(v -> v < 0)) {
                throw BadInput.in(
                        "model grid",
                        "the setting " + Arrays.toString(row) + " does not fit",
                        "give each model one value number >= 0 a hyper-parameter");
            }
        }
    }

    public int models() {
        return measure.length;
    }

    public int hyperparameters() {
        return settings[0].length;
    }

    /** Number of values of hyper-parameter h, counted as the largest value number plus one. */
    int values(int h) {
        return Arrays.stream(settings).mapToInt(row -> row[h]).max().orElseThrow() + 1;
    }

    /** The same grid with measure and gap averaged over the seeds of each cell. */
    ModelGrid averagedOverSeeds() {
        Map<String, int[]> cells = new TreeMap<>();
        for (int i = 0; i < models(); i++) {
            int index = i;
            cells.merge(
                    Arrays.toString(settings[i]),
                    new int[] {i},
                    (have, more) -> IntStream.concat(Arrays.stream(have), IntStream.of(index))
                            .toArray());
        }
        int[][] members = cells.values().toArray(int[][]::new);
        int[][] cell = new int[members.length][];
        double[] meanMeasure = new double[members.length];
        double[] meanGap = new double[members.length];
        for (int c = 0; c < members.length; c++) {
            cell[c] = settings[members[c][0]];
            meanMeasure[c] = Arrays.stream(members[c])
                    .mapToDouble(i -> measure[i])
                    .average()
                    .orElseThrow();
            meanGap[c] =
                    Arrays.stream(members[c]).mapToDouble(i -> gap[i]).average().orElseThrow();
        }
        if (members.length < 2) {
            throw BadInput.in("model grid", "all models share one setting", "vary a hyper-parameter");
        }
        return new ModelGrid(cell, meanMeasure, meanGap);
    }

    /** The setting of model i without hyper-parameter h, as a key. */
    String others(int i, int h) {
        int[] rest = settings[i].clone();
        rest[h] = -1;
        return Arrays.toString(rest);
    }
}
