package dev.shatter.information;

import dev.shatter.core.BadInput;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import java.util.Arrays;
import java.util.List;

/**
 * How amounts become values that can be counted. Categories stay as they are.
 *
 * @param count bins a coordinate; 0 leaves amounts as they are
 * @param frequency bins that hold about equally many, ties together; else bins of equal width
 * @param low start of the first bin of equal width
 * @param high end of the last; not above {@code low}: the sample's own range. What lies outside counts to the outer bins
 */
record Bins(int count, boolean frequency, double low, double high) {
    static final List<Parameter> PARAMETERS = List.of(
            Parameter.integer("bins", 0L, 0, 1_000_000, "bins a coordinate of amounts; 0 takes values as they are"),
            Parameter.choice(
                    "binning", List.of("frequency", "width"), "bins that hold equally many, or of equal width"),
            Parameter.number("low", 0.0, -1e300, 1e300, "start of the first bin of equal width"),
            Parameter.number("high", 0.0, -1e300, 1e300, "end of the last; if not above low, the sample's own range"));

    static Bins of(Variant options) {
        Bins bins = new Bins(
                options.integer("bins"),
                options.text("binning").equals("frequency"),
                options.number("low"),
                options.number("high"));
        if (bins.count == 0 && (bins.low != 0 || bins.high != 0)) {
            throw BadInput.in("estimator '" + options.name() + "'", "has a range and no bins", "say bins=30");
        }
        return bins;
    }

    /** Each row as a symbol. */
    int[] symbols(Variables variables) {
        if (count == 0) {
            return Symbols.of(variables.rows());
        }
        double[][] binned = new double[variables.count()][variables.dimension()];
        for (int c = 0; c < variables.dimension(); c++) {
            int column = c;
            double[] values = Arrays.stream(variables.rows())
                    .mapToDouble(row -> row[column])
                    .toArray();
            double[] places = variables.categories()[c] ? values : places(values);
            for (int i = 0; i < places.length; i++) {
                binned[i][c] = places[i];
            }
        }
        return Symbols.of(binned);
    }

    private double[] places(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] edges = new double[count - 1];
        double from = high > low ? low : sorted[0];
        double to = high > low ? high : sorted[sorted.length - 1];
        for (int b = 1; b < count; b++) {
            edges[b - 1] = frequency
                    ? sorted[(int) Math.min(sorted.length - 1, (long) b * sorted.length / count)]
                    : from + (to - from) * b / count;
        }
        return Arrays.stream(values).map(v -> below(edges, v)).toArray();
    }

    /** How many edges are at most this value. */
    private static int below(double[] edges, double value) {
        int low = 0;
        int high = edges.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (edges[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
