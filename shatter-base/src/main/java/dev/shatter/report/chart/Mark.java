package dev.shatter.report.chart;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a panel draws. Values that are not finite are gaps. An empty name keeps a mark out of labels and legend. */
public sealed interface Mark {
    String name();

    Style style();

    /**
     * A line through (x_i, y_i) in the given order.
     *
     * @param x numbers, or places on a category axis counted from 0
     */
    record Line(
            String name,
            Style style,
            double[] x,
            double[] y,
            @Nullable Spread spread) implements Mark {
        public Line {
            x = x.clone();
            y = y.clone();
            requireSame(name, x.length, y.length, spread);
        }

        public static Line of(String name, Style style, double[] x, double[] y) {
            return new Line(name, style, x, y, null);
        }

        public Line band(double[] low, double[] high) {
            return new Line(name, style, x, y, new Spread(low, high, Spread.Form.BAND));
        }

        public Line whiskers(double[] low, double[] high) {
            return new Line(name, style, x, y, new Spread(low, high, Spread.Form.WHISKERS));
        }
    }

    /** Points (x_i, y_i), not joined. */
    record Points(
            String name,
            Style style,
            double[] x,
            double[] y,
            @Nullable Spread spread) implements Mark {
        public Points {
            x = x.clone();
            y = y.clone();
            requireSame(name, x.length, y.length, spread);
        }

        public static Points of(String name, Style style, double[] x, double[] y) {
            return new Points(name, style, x, y, null);
        }

        public Points whiskers(double[] low, double[] high) {
            return new Points(name, style, x, y, new Spread(low, high, Spread.Form.WHISKERS));
        }
    }

    /**
     * Bars from zero, one a category: upright when the categories are on the x axis, level when on the y axis.
     *
     * @param hatchedFrom where on the value axis the bars turn from solid to hatched, NaN for nowhere
     * @param labels text beyond the end of each level bar, or empty
     * @param dots whether only a marker stands where each bar would end
     */
    record Bars(
            String name,
            Style style,
            double[] values,
            @Nullable Spread spread,
            double hatchedFrom,
            List<String> labels,
            boolean dots)
            implements Mark {
        public Bars {
            values = values.clone();
            labels = List.copyOf(labels);
            requireSame(name, values.length, values.length, spread);
            if (!labels.isEmpty() && labels.size() != values.length) {
                throw new IllegalArgumentException(name + ": " + labels.size() + " labels, " + values.length + " bars");
            }
        }

        public static Bars of(String name, Style style, double[] values) {
            return new Bars(name, style, values, null, Double.NaN, List.of(), false);
        }

        public Bars whiskers(double[] low, double[] high) {
            return new Bars(
                    name, style, values, new Spread(low, high, Spread.Form.WHISKERS), hatchedFrom, labels, dots);
        }

        public Bars hatchedFrom(double value) {
            return new Bars(name, style, values, spread, value, labels, dots);
        }

        public Bars labelled(List<String> texts) {
            return new Bars(name, style, values, spread, hatchedFrom, texts, dots);
        }

        /** The same without the bars themselves: estimates by category. */
        public Bars asDots() {
            return new Bars(name, style, values, spread, hatchedFrom, labels, true);
        }
    }

    /**
     * A histogram: heights (counts or densities) over k bins between k + 1 rising edges.
     *
     * <p>Shapes: edges [k + 1], heights [k], k ≥ 1.
     */
    record Histogram(String name, Style style, double[] edges, double[] heights) implements Mark {
        public Histogram {
            edges = edges.clone();
            heights = heights.clone();
            if (heights.length == 0 || edges.length != heights.length + 1) {
                throw new IllegalArgumentException(
                        name + ": " + edges.length + " edges do not bound " + heights.length + " bins");
            }
            for (int i = 0; i < heights.length; i++) {
                if (!(edges[i] < edges[i + 1])) {
                    throw new IllegalArgumentException(name + ": bin edges do not rise at " + i);
                }
            }
        }
    }

    /**
     * A matrix as colours: values[row][column], rows on a category y axis (first on top), columns on a category x axis.
     *
     * <p>Values of both signs get two hues that meet at zero, values of one sign a single one.
     *
     * @param name what the colour means, with its unit
     * @param decimals digits after the point of the number in each cell, negative for no numbers
     */
    record Heat(String name, double[][] values, int decimals) implements Mark {
        public Heat {
            double[][] copy = new double[values.length][];
            for (int i = 0; i < values.length; i++) {
                copy[i] = values[i].clone();
            }
            values = copy;
        }

        @Override
        public Style style() {
            return Style.neutral(0);
        }
    }

    private static void requireSame(String name, int x, int y, @Nullable Spread spread) {
        if (x != y || (spread != null && spread.low().length != y)) {
            throw new IllegalArgumentException(name + ": x, y and their intervals differ in length");
        }
    }
}
