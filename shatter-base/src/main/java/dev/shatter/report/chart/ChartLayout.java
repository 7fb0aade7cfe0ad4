package dev.shatter.report.chart;

import dev.shatter.report.chart.Frame.Box;
import java.util.ArrayList;
import java.util.List;

/**
 * Places everything that has a text: nothing may overlap or be cut off, whatever the font that is shown in the end.
 *
 * <p>All positions are decided here, in pixels, and none by the drawing library, whose measure of text is rough.
 */
final class ChartLayout {
    static final double TEXT = 12;
    static final double TITLE = 13;
    static final double LINE = 15;
    private static final double GUTTER = 24;

    /** Free space at the picture's left and right edge. */
    static final double EDGE = 3;

    private final Chart chart;
    private final int rows;

    private ChartLayout(Chart chart) {
        this.chart = chart;
        this.rows = (chart.panels().size() + chart.columns() - 1) / chart.columns();
    }

    /** The frames of all panels, and the legend they have in common. */
    record Placed(List<Frame> frames, Legend legend) {}

    static Placed of(Chart chart) {
        return new ChartLayout(chart).place();
    }

    private Placed place() {
        List<Panel> panels = chart.panels();
        boolean common = panels.size() > 1 && Marks.named(panels).size() > 1;
        Legend legend = common ? Legend.of(Marks.named(panels).values(), chart.width() - 2 * EDGE) : Legend.NONE;
        double width = (chart.width() - 2 * EDGE - GUTTER * (chart.columns() - 1)) / chart.columns();
        double height = (chart.height() - legend.height()) / rows;
        boolean titles = panels.stream().anyMatch(p -> !p.title().isEmpty());
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < panels.size(); i++) {
            double left = EDGE + (i % chart.columns()) * (width + GUTTER);
            int row = i / chart.columns();
            double top = legend.height() + row * height;
            List<Panel> ranged = chart.shared() ? panels : List.of(panels.get(i));
            PanelLayout panel = new PanelLayout(panels.get(i), new Box(left, top, width, height), ranged, titles);
            frames.add(panel.frame(common));
        }
        return new Placed(List.copyOf(frames), legend);
    }
}
