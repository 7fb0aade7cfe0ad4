package dev.shatter.report.chart;

import java.util.List;

/**
 * A picture of numbers: one panel, or several in a grid (small multiples), described without any drawing.
 *
 * @param columns panels side by side
 * @param width in pixels; the same as a report's text column
 * @param height in pixels
 * @param shared whether all panels span the same ranges, so that they can be compared
 */
public record Chart(List<Panel> panels, int columns, int width, int height, boolean shared) {
    /** A report's column: about 70 characters of its text. */
    public static final int WIDTH = 640;

    /** What a phone of 390 pixels leaves of its width. */
    public static final int NARROW = 350;

    public Chart {
        panels = List.copyOf(panels);
        if (panels.isEmpty() || columns < 1 || width < 120 || height < 80) {
            throw new IllegalArgumentException("a chart needs a panel, a column and at least 120 x 80 pixels");
        }
    }

    /** One panel at the usual size. */
    public static Chart of(Panel panel) {
        return new Chart(List.of(panel), 1, WIDTH, 360, false);
    }

    /** Small multiples, row by row, on common ranges. */
    public static Chart multiples(int columns, List<Panel> panels) {
        int rows = (panels.size() + columns - 1) / columns;
        return new Chart(panels, columns, WIDTH, 40 + 220 * rows, true);
    }

    public Chart sized(int width, int height) {
        return new Chart(panels, columns, width, height, shared);
    }

    /** Every panel on ranges of its own. */
    public Chart free() {
        return new Chart(panels, columns, width, height, false);
    }
}
