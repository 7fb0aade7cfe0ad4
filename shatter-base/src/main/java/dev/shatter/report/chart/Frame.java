package dev.shatter.report.chart;

import java.util.List;

/**
 * Where one panel lies: its cell, the plot inside its margins, the scales and ticks, and what is written in the margins.
 *
 * @param yTitle lines above the plot, from the cell's left edge
 * @param xTitle lines under the tick labels
 * @param xTickLines how many lines the tick labels of the x axis take: category names may be broken
 * @param legend whether the panel has a legend of its own, under its y title
 * @param margin labels right of the plot, at their final heights
 * @param above labels of upright reference lines
 */
record Frame(
        Panel panel,
        Box cell,
        Box plot,
        AxisScale x,
        AxisScale y,
        Ticks xTicks,
        Ticks yTicks,
        List<String> yTitle,
        List<String> xTitle,
        int xTickLines,
        Legend legend,
        List<MarginLabel> margin,
        List<MarginLabel> above) {

    /** A rectangle in pixels. */
    record Box(double left, double top, double width, double height) {
        double right() {
            return left + width;
        }

        double bottom() {
            return top + height;
        }
    }

    /**
     * A text beside the plot, and the point it belongs to.
     *
     * @param at where it is written: its middle's y at the right margin, its centre's x above the plot
     * @param row counted upwards from the plot, for labels above it
     */
    record MarginLabel(String text, String colour, double anchorX, double anchorY, double at, int row) {}
}
