package dev.shatter.report.chart;

import dev.shatter.report.chart.Frame.Box;
import dev.shatter.report.chart.Frame.MarginLabel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds the frame of one panel: margins as wide as their texts, the rest for the plot. */
final class PanelLayout {
    // A label may take this part of a panel's width from the plot, not more.
    private static final double LABEL_SHARE = 0.36;
    private static final double CATEGORY_SHARE = 0.4;
    // What stands beside each bar is why the picture was drawn.
    private static final double BAR_LABEL_SHARE = 0.42;
    private static final double HEIGHT_A_TICK = 48;
    private static final double WIDTH_A_TICK = 75;

    /** Between the texts of two ticks, pixels. */
    private static final double GAP = 6;

    private final Panel panel;
    private final Box cell;
    private final List<Panel> ranged;
    private final boolean titles;
    private final List<String> yTitle;
    private final List<String> xTitle;

    /**
     * Takes what does not change while the margins are found.
     *
     * @param ranged the panels whose data the axes must span
     * @param titles whether room for a title is kept, also when this panel has none
     */
    PanelLayout(Panel panel, Box cell, List<Panel> ranged, boolean titles) {
        this.panel = panel;
        this.cell = cell;
        this.ranged = ranged;
        this.titles = titles;
        this.yTitle = TextWidth.wrap(panel.y().label(), cell.width(), ChartLayout.TEXT, 2);
        this.xTitle = TextWidth.wrap(panel.x().label(), cell.width(), ChartLayout.TEXT, 2);
    }

    /** The frame, with names at the ends of lines where they can be read there, otherwise in a legend. */
    Frame frame(boolean commonLegend) {
        List<Mark> named = new ArrayList<>(Marks.named(List.of(panel)).values());
        if (commonLegend || named.isEmpty()) {
            return frame(Legend.NONE, List.of());
        }
        if (named.stream().allMatch(m -> m instanceof Mark.Line)) {
            Frame frame = frame(Legend.NONE, named);
            if (Labels.readable(frame, named)) {
                return frame;
            }
        }
        boolean obvious = named.size() == 1 && !(named.get(0) instanceof Mark.Line);
        return frame(obvious ? Legend.NONE : Legend.of(named, cell.width()), List.of());
    }

    private Frame frame(Legend legend, List<Mark> labelled) {
        double right = rightMargin(labelled);
        // The numbers of lines above and below depend on the width, which hardly depends on them: three rounds settle
        // it.
        Frame frame = frame(legend, right, 0, 1);
        for (int round = 0; round < 3; round++) {
            List<MarginLabel> above = Labels.above(frame);
            int rows = above.stream().mapToInt(l -> l.row() + 1).max().orElse(0);
            frame = frame(legend, right, rows, tickLines(frame.plot()));
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
                frame.xTickLines(),
                legend,
                Labels.right(frame, labelled),
                Labels.above(frame));
    }

    private Frame frame(Legend legend, double right, int rowsAbove, int tickLines) {
        double head = (titles ? 22 : 4) + (yTitle.size() + rowsAbove) * ChartLayout.LINE + legend.height() + 10;
        double foot = 10 + (tickLines + xTitle.size() + (Marks.leftOut(panel) > 0 ? 1 : 0)) * ChartLayout.LINE + 6;
        double top = cell.top() + head;
        double height = Math.max(20, cell.height() - head - foot);
        int yTarget = (int) Math.max(2, height / HEIGHT_A_TICK);
        AxisScale y = scale(panel.y(), AxisRange.of(panel.y(), ranged, false, yTarget), top + height, top);
        Ticks yTicks = ticks(panel.y(), y, yTarget);
        double left = cell.left() + leftMargin(yTicks);
        double width = Math.max(20, cell.right() - right - left);
        int xTarget = (int) Math.max(2, width / WIDTH_A_TICK);
        AxisScale x = scale(panel.x(), AxisRange.of(panel.x(), ranged, true, xTarget), left, left + width);
        Ticks xTicks = ticks(panel.x(), x, xTarget);
        // Even steps stand unevenly on a logarithmic axis.
        xTicks = panel.x().kind() == Axis.Kind.LOG ? xTicks.apart(x, GAP) : xTicks;
        return new Frame(
                panel,
                cell,
                new Box(left, top, width, height),
                x,
                y,
                xTicks,
                yTicks,
                yTitle,
                xTitle,
                tickLines,
                legend,
                List.of(),
                List.of());
    }

    private static AxisScale scale(Axis axis, AxisRange range, double from, double to) {
        if (axis.kind() == Axis.Kind.CATEGORY && to < from) {
            // The first category stands on top.
            return new AxisScale(range.min(), range.max(), false, to, from);
        }
        return new AxisScale(range.min(), range.max(), axis.kind() == Axis.Kind.LOG, from, to);
    }

    private static Ticks ticks(Axis axis, AxisScale scale, int target) {
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

    private double leftMargin(Ticks ticks) {
        if (panel.y().over()) {
            // Half of the first tick label of the x axis.
            return 16;
        }
        double widest = ticks.labels().stream()
                .mapToDouble(t -> TextWidth.of(t, ChartLayout.TEXT))
                .max()
                .orElse(0);
        return Math.min(widest, panel.level() ? CATEGORY_SHARE * cell.width() : cell.width() / 2) + 10;
    }

    private double rightMargin(List<Mark> labelled) {
        // Half of the last tick label of the x axis stands out to the right.
        double margin = 20;
        for (Mark mark : labelled) {
            margin = Math.max(margin, TextWidth.of(mark.name(), ChartLayout.TEXT) + Labels.OFFSET + 2);
        }
        for (ReferenceLine line : panel.references()) {
            if (line.along() == ReferenceLine.Along.Y) {
                margin = Math.max(margin, TextWidth.of(line.label(), ChartLayout.TEXT) + Labels.OFFSET + 2);
            }
        }
        for (Mark mark : panel.marks()) {
            if (mark instanceof Mark.Bars bars && !panel.y().over()) {
                double widest = bars.labels().stream()
                        .mapToDouble(label -> TextWidth.of(label, ChartLayout.TEXT) + 14)
                        .max()
                        .orElse(0);
                if (widest > LABEL_SHARE * cell.width()) {
                    return Math.min(widest, BAR_LABEL_SHARE * cell.width());
                }
                margin = Math.max(margin, widest);
            } else if (mark instanceof Mark.Heat) {
                margin = Math.max(margin, HeatColours.KEY_WIDTH);
            }
        }
        return Math.min(margin, LABEL_SHARE * cell.width());
    }

    private int tickLines(Box plot) {
        if (panel.x().kind() != Axis.Kind.CATEGORY) {
            return 1;
        }
        List<String> names = panel.x().categories();
        double room = categoryRoom(plot, names.size());
        return names.stream()
                .mapToInt(c -> TextWidth.wrap(c, room, ChartLayout.TEXT, 3).size())
                .max()
                .orElse(1);
    }

    /** Every how many categories one is named: where all names would be unreadable, some are left out. */
    static int categoryStride(Box plot, int categories) {
        return (int) Math.max(1, Math.ceil(30 * categories / plot.width()));
    }

    /** The width a category's name may take under the x axis. */
    static double categoryRoom(Box plot, int categories) {
        return plot.width() / categories * categoryStride(plot, categories) - 4;
    }
}
