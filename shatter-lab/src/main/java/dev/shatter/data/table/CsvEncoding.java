package dev.shatter.data.table;

import java.util.Arrays;
import java.util.List;

/**
 * How one CSV column becomes features, fitted on training rows alone: the filling for missing cells, then (x - shift) / scale
 * for numbers or one feature a category.
 *
 * @param categories number of categories; 0 for numbers
 * @param feature for each category its place among the features, -1 if no training row has it
 * @param width number of features
 * @param filling value or category in place of a missing cell
 */
record CsvEncoding(int categories, int[] feature, int width, double filling, double shift, double scale) {

    /**
     * Fits a column.
     *
     * @param values of the training rows; NaN where missing
     * @param byMode whether missing numbers take the most frequent number in place of the mean
     * @param scaling none, standard or minmax
     */
    static CsvEncoding fit(CsvColumn column, double[] values, boolean byMode, String scaling) {
        double[] present = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
        if (column.isCategorical()) {
            int categories = column.categories().size();
            int[] feature = new int[categories];
            Arrays.fill(feature, -1);
            int width = 0;
            boolean[] seen = new boolean[categories];
            for (double v : present) {
                seen[(int) v] = true;
            }
            for (int c = 0; c < categories; c++) {
                feature[c] = seen[c] ? width++ : -1;
            }
            return new CsvEncoding(categories, feature, width, mode(present), 0, 1);
        }
        double filling =
                byMode ? mode(present) : Arrays.stream(present).average().orElse(0);
        double[] filled =
                Arrays.stream(values).map(v -> Double.isNaN(v) ? filling : v).toArray();
        double mean = Arrays.stream(filled).average().orElse(0);
        double low = Arrays.stream(filled).min().orElse(0);
        double high = Arrays.stream(filled).max().orElse(0);
        double deviation = Math.sqrt(Arrays.stream(filled)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElse(0));
        return switch (scaling) {
            case "standard" -> new CsvEncoding(0, new int[0], 1, filling, mean, orOne(deviation));
            case "minmax" -> new CsvEncoding(0, new int[0], 1, filling, low, orOne(high - low));
            default -> new CsvEncoding(0, new int[0], 1, filling, 0, 1);
        };
    }

    /** Total width of several columns. */
    static int width(List<CsvEncoding> encodings) {
        return encodings.stream().mapToInt(CsvEncoding::width).sum();
    }

    /** Writes the features of a cell; a category that training never saw leaves all of them zero. */
    void write(double value, float[] into, int at) {
        double filled = Double.isNaN(value) ? filling : value;
        if (categories == 0) {
            into[at] = (float) ((filled - shift) / scale);
        } else if (feature[(int) filled] >= 0) {
            into[at + feature[(int) filled]] = 1;
        }
    }

    /** A constant column stays constant: dividing by its spread of 0 would not. */
    private static double orOne(double spread) {
        return spread == 0 ? 1 : spread;
    }

    /** The most frequent value, the smallest among equals. */
    private static double mode(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double best = 0;
        int most = 0;
        for (int i = 0, start = 0; i < sorted.length; i++) {
            start = sorted[i] == sorted[start] ? start : i;
            if (i - start + 1 > most) {
                most = i - start + 1;
                best = sorted[i];
            }
        }
        return best;
    }
}
