package dev.shatter.study.exhibit;

import dev.shatter.report.chart.Mark;
import dev.shatter.report.chart.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * A quantity against label corruption: mean and range over the runs at each corruption.
 *
 * @param points by probability of corruption, ascending: the values there
 * @param missing runs without a value
 */
record Means(TreeMap<Double, List<Double>> points, int missing) {
    static Means of(List<Trained> runs, ToDoubleFunction<Trained> quantity) {
        TreeMap<Double, List<Double>> points = new TreeMap<>();
        int missing = 0;
        for (Trained run : runs) {
            double value = quantity.applyAsDouble(run);
            if (Double.isNaN(value)) {
                missing++;
            } else {
                points.computeIfAbsent(run.corruption(), p -> new ArrayList<>()).add(value);
            }
        }
        return new Means(points, missing);
    }

    boolean isEmpty() {
        return points.isEmpty();
    }

    /** Mean at a corruption; NaN where there is none. */
    double at(double corruption) {
        List<Double> values = points.get(corruption);
        return values == null ? Double.NaN : mean(values);
    }

    Means over(double unit) {
        TreeMap<Double, List<Double>> scaled = new TreeMap<>();
        points.forEach(
                (p, values) -> scaled.put(p, values.stream().map(v -> v / unit).toList()));
        return new Means(scaled, missing);
    }

    /** Without the runs on true labels. */
    Means ofNoise() {
        return new Means(new TreeMap<>(points.tailMap(0.0, false)), missing);
    }

    /** Largest mean; minus infinity for none. */
    double largest() {
        return points.values().stream().mapToDouble(Means::mean).max().orElse(Double.NEGATIVE_INFINITY);
    }

    Mark.Line line(String name, Style style) {
        double[] x = new double[points.size()];
        double[] y = new double[points.size()];
        double[] low = new double[points.size()];
        double[] high = new double[points.size()];
        int i = 0;
        boolean several = false;
        for (Map.Entry<Double, List<Double>> point : points.entrySet()) {
            List<Double> values = point.getValue();
            x[i] = point.getKey();
            y[i] = mean(values);
            low[i] = values.stream().mapToDouble(v -> v).min().orElse(Double.NaN);
            high[i++] = values.stream().mapToDouble(v -> v).max().orElse(Double.NaN);
            several |= values.size() > 1;
        }
        Mark.Line line = Mark.Line.of(name, style, x, y);
        return several ? line.whiskers(low, high) : line;
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(v -> v).average().orElse(Double.NaN);
    }
}
