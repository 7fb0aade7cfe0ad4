package dev.shatter.report.chart;

import java.util.List;

/**
 * How a series looks: a colour that carries its meaning, and a dash pattern and a marker as the second cue.
 *
 * @param dash lengths of stroke and gap in pixels, empty for a solid line
 */
public record Style(Hue hue, List<Integer> dash, Marker marker) {

    /** The marker at data points; drawn at every point of a line that has few, at some of a line that has many. */
    public enum Marker {
        CIRCLE("circle"),
        SQUARE("rect"),
        TRIANGLE("triangle"),
        DIAMOND("diamond"),
        RING("emptyCircle"),
        BOX("emptyRect");

        private final String symbol;

        Marker(String symbol) {
            this.symbol = symbol;
        }

        String symbol() {
            return symbol;
        }
    }

    // Only shades that differ in grey print, each with its own dash and marker.
    private static final List<Style> NEUTRAL = List.of(
            new Style(Hue.INK, List.of(), Marker.CIRCLE),
            new Style(new Hue("#555555", "#4a4a4a", "#b4b4b4", "#bcbcbc"), List.of(7, 3), Marker.SQUARE),
            new Style(new Hue("#8a8a8a", "#666666", "#868686", "#a0a0a0"), List.of(2, 3), Marker.TRIANGLE),
            new Style(new Hue("#3c3c3c", "#333333", "#cacaca", "#d0d0d0"), List.of(9, 3, 2, 3), Marker.DIAMOND),
            new Style(new Hue("#6e6e6e", "#585858", "#a0a0a0", "#b0b0b0"), List.of(12, 4), Marker.RING),
            new Style(new Hue("#a0a0a0", "#707070", "#707070", "#949494"), List.of(4, 2), Marker.BOX));

    public Style {
        dash = List.copyOf(dash);
    }

    public static Style trueLabels() {
        return new Style(Hue.BLUE, List.of(), Marker.CIRCLE);
    }

    public static Style randomLabels() {
        return new Style(Hue.VERMILION, List.of(7, 3), Marker.SQUARE);
    }

    /**
     * Partially corrupted labels, on the ramp from {@link #trueLabels()} to {@link #randomLabels()}.
     *
     * @param probability that a label was replaced, in [0, 1]
     */
    public static Style corrupted(double probability) {
        if (probability <= 0) {
            return trueLabels();
        }
        if (probability >= 1) {
            return randomLabels();
        }
        int stroke = (int) Math.round(14 - 7 * probability);
        return new Style(Hue.ramp(probability), List.of(stroke, 2), Marker.DIAMOND);
    }

    public static Style shuffledPixels() {
        return new Style(Hue.GREEN, List.of(2, 2), Marker.TRIANGLE);
    }

    public static Style randomPixels() {
        return new Style(Hue.PURPLE, List.of(9, 3, 2, 3), Marker.DIAMOND);
    }

    public static Style gaussianPixels() {
        return new Style(Hue.GREY, List.of(12, 4), Marker.RING);
    }

    /**
     * Black and greys for series whose difference is not one of labels or pixels (networks, theorems, methods).
     *
     * @param index from 0; six styles, then they repeat
     */
    public static Style neutral(int index) {
        return NEUTRAL.get(Math.floorMod(index, NEUTRAL.size()));
    }

    /** The same look with a solid line. */
    public Style solid() {
        return new Style(hue, List.of(), marker);
    }
}
