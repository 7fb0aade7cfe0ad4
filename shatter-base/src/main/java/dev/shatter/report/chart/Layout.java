package dev.shatter.report.chart;

import dev.shatter.report.chart.Frame.Box;
import dev.shatter.report.chart.Frame.MarginLabel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Places everything that has a text: nothing may overlap or be cut off, whatever the font that is shown in the end.
 *
 * <p>All positions are decided here, in pixels, and none by the drawing library, whose measure of text is rough.
 */
final class Layout {
    static final double TEXT = 12;
    static final double TITLE = 13;
    static final double LINE = 15;
    private static final double GUTTER = 24;
    // A label may take this part of a panel's width from the plot, not more.
    private static final double LABEL_SHARE = 0.36;
    private static final double CATEGORY_SHARE = 0.4;

    private final Chart chart;
    private final int rows;

    private Layout(Chart chart) {
        this.chart = chart;
        this.rows = (chart.panels().size() + chart.columns() - 1) / chart.columns();
    }

    /** The frames of all panels, and the legend they have in common. */
    record Placed(List<Frame> frames, Legend legend) {}

    static Placed of(Chart chart) {
        return new Layout(chart).place();
    }

    private Placed place() {
        List<Panel> panels = chart.panels();
        boolean common = panels.size() > 1 && Marks.named(panels).size() > 1;
        Legend legend = common ? Legend.of(Marks.named(panels).values(), chart.width()) : Legend.NONE;
        double width = (chart.width() - GUTTER * (chart.columns() - 1)) / chart.columns();
        double height = (chart.height() - legend.height()) / rows;
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < panels.size(); i++) {
            double left = (i % chart.columns()) * (width + GUTTER);
            int row = i / chart.columns();
            double top = legend.height() + row * height;
            frames.add(frame(panels.get(i), new Box(left, top, width, height), common));
        }
        return new Placed(List.copyOf(frames), legend);
    }

    private Frame frame(Panel panel, Box cell, boolean commonLegend) {
        List<String> yTitle = TextWidth.wrap(panel.y().label(), cell.width(), TEXT, 2);
        List<String> xTitle = TextWidth.wrap(panel.x().label(), cell.width(), TEXT, 2);
        List<Mark> named = new ArrayList<>(Marks.named(List.of(panel)).values());
        boolean atEnds = !commonLegend && named.stream().allMatch(m -> m instanceof Mark.Line);
        Legend legend = commonLegend || atEnds || named.size() < 2 ? Legend.NONE : Legend.of(named, cell.width());
        Frame frame = frame(panel, cell, yTitle, xTitle, legend, atEnds ? named : List.of());
        if (atEnds && !Labels.readable(frame, named)) {
            Legend instead = named.size() < 2 ? Legend.NONE : Legend.of(named, cell.width());
            return frame(panel, cell, yTitle, xTitle, instead, List.of());
        }
        return frame;
    }

    private Frame frame(
            Panel panel, Box cell, List<String> yTitle, List<String> xTitle, Legend legend, List<Mark> labelled) {
        List<Panel> ranged = chart.shared() ? chart.panels() : List.of(panel);
        double head = (hasTitles() ? 22 : 4) + yTitle.size() * LINE + legend.height() + 10;
        double foot = 10 + tickLines(panel, cell) * LINE + xTitle.size() * LINE + 6;
        double right = rightMargin(panel, cell, labelled);

        // Two rounds: the height depends on how many rows of labels stand above, these on the x scale.
        double above = panel.references().stream().anyMatch(r -> r.along() == ReferenceLine.Along.X) ? LINE : 0;
        Frame frame = frame(panel, cell, yTitle, xTitle, legend, ranged, head + above, foot, right);
        List<MarginLabel> upright = Labels.above(frame);
        int rowsAbove = upright.stream().mapToInt(l -> l.row() + 1).max().orElse(0);
        if (rowsAbove > 1) {
            frame = frame(panel, cell, yTitle, xTitle, legend, ranged, head + rowsAbove * LINE, foot, right);
        }
        return new Frame(
                panel,
                cell,
                frame.plot(),
                frame.x(),
                frame.y(),
                frame.xTicks(),
                frame.yTicks(),
                yTitle,
                xTitle,
                legend,
                Labels.right(frame, labelled),
                upright);
    }

    private Frame frame(
            Panel panel,
            Box cell,
            List<String> yTitle,
            List<String> xTitle,
            Legend legend,
            List<Panel> ranged,
            double head,
            double foot,
            double right) {
        double top = cell.top() + head;
        double height = Math.max(20, cell.height() - head - foot);
        int yTarget = (int) Math.max(2, height / 48);
        Range yRange = Range.of(ranged, false, yTarget);
        Scale y = scale(panel.y(), yRange, top + height, top);
        Ticks yTicks = ticks(panel.y(), y, yTarget);
        double left = cell.left() + leftMargin(panel, cell, yTicks);
        double width = Math.max(20, cell.right() - right - left);
        int xTarget = (int) Math.max(2, width / 85);
        Range xRange = Range.of(ranged, true, xTarget);
        Scale x = scale(panel.x(), xRange, left, left + width);
        Box plot = new Box(left, top, width, height);
        return new Frame(
                panel,
                cell,
                plot,
                x,
                y,
                ticks(panel.x(), x, xTarget),
                yTicks,
                yTitle,
                xTitle,
                legend,
                List.of(),
                List.of());
    }

    private static Scale scale(Axis axis, Range range, double from, double to) {
        if (axis.kind() == Axis.Kind.CATEGORY && to < from) {
            // The first category stands on top.
            return new Scale(range.min(), range.max(), false, to, from);
        }
        return new Scale(range.min(), range.max(), axis.kind() == Axis.Kind.LOG, from, to);
    }

    private static Ticks ticks(Axis axis, Scale scale, int target) {
        return switch (axis.kind()) {
            case LINEAR -> Ticks.linear(scale.min(), scale.max(), target);
            case LOG -> Ticks.logarithmic(scale.min(), scale.max(), target);
            case CATEGORY -> {
                double[] places = new double[axis.categories().size()];
                Arrays.setAll(places, i -> i);
                yield new Ticks(places, axis.categories());
            }
        };
    }

    private boolean hasTitles() {
        return chart.panels().stream().anyMatch(p -> !p.title().isEmpty());
    }

    private static double leftMargin(Panel panel, Box cell, Ticks ticks) {
        double widest = ticks.labels().stream()
                .mapToDouble(t -> TextWidth.of(t, TEXT))
                .max()
                .orElse(0);
        return Math.min(widest, panel.level() ? CATEGORY_SHARE * cell.width() : cell.width() / 2) + 10;
    }

    private double rightMargin(Panel panel, Box cell, List<Mark> labelled) {
        // Half of the last tick label of the x axis stands out to the right.
        double margin = 20;
        for (Mark mark : labelled) {
            margin = Math.max(margin, TextWidth.of(mark.name(), TEXT) + 22);
        }
        for (ReferenceLine line : panel.references()) {
            if (line.along() == ReferenceLine.Along.Y) {
                margin = Math.max(margin, TextWidth.of(line.label(), TEXT) + 22);
            }
        }
        for (Mark mark : panel.marks()) {
            if (mark instanceof Mark.Bars bars) {
                for (String label : bars.labels()) {
                    margin = Math.max(margin, TextWidth.of(label, TEXT) + 14);
                }
            } else if (mark instanceof Mark.Heat) {
                margin = Math.max(margin, HeatColours.KEY_WIDTH);
            }
        }
        return Math.min(margin, LABEL_SHARE * cell.width());
    }

    /** Lines the tick labels of the x axis take: category names may be broken. */
    static int tickLines(Panel panel, Box cell) {
        if (panel.x().kind() != Axis.Kind.CATEGORY) {
            return 1;
        }
        double band = cell.width() * 0.85 / panel.x().categories().size();
        return panel.x().categories().stream()
                .mapToInt(c -> TextWidth.wrap(c, band - 4, TEXT, 3).size())
                .max()
                .orElse(1);
    }
}
