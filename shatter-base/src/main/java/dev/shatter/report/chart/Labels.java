package dev.shatter.report.chart;

import dev.shatter.report.chart.Frame.MarginLabel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Labels at the ends of lines and of reference lines, moved apart where they would overlap. */
final class Labels {
    /** From the plot to a label at its right. */
    static final double OFFSET = 16;

    // Beyond this a label no longer seems to belong to its line.
    private static final double FAR = 3 * ChartLayout.LINE;

    // Line ends closer than this look like one.
    private static final double TOGETHER = 5;

    // A line that ends further from the right edge, in parts of the plot's width, does not lead to its label.
    private static final double SHORT = 0.25;

    private Labels() {}

    /** Labels right of the plot: the given lines' names and the level reference lines'. */
    static List<MarginLabel> right(Frame frame, List<Mark> labelled) {
        List<MarginLabel> wanted = new ArrayList<>();
        double room = frame.cell().right() - frame.plot().right() - OFFSET;
        for (Mark mark : labelled) {
            Mark.Line line = (Mark.Line) mark;
            int last = Marks.lastDrawable(line, frame.x(), frame.y());
            if (last >= 0) {
                double x = frame.x().clamped(line.x()[last]);
                double y = frame.y().clamped(line.y()[last]);
                String text = TextWidth.fit(line.name(), room, ChartLayout.TEXT);
                wanted.add(new MarginLabel(text, line.style().hue().text(), x, y, y, 0));
            }
        }
        for (ReferenceLine line : frame.panel().references()) {
            if (line.along() == ReferenceLine.Along.Y
                    && !line.label().isEmpty()
                    && frame.y().contains(line.value())) {
                double y = frame.y().at(line.value());
                String text = TextWidth.fit(line.label(), room, ChartLayout.TEXT);
                wanted.add(new MarginLabel(text, Theme.MUTED, frame.plot().right(), y, y, 0));
            }
        }
        return apart(wanted, frame.plot().top(), frame.plot().bottom());
    }

    /** Whether labels at line ends can be read: all fit, none is far from its line or its line's end, or cut. */
    static boolean readable(Frame frame, List<Mark> labelled) {
        List<MarginLabel> labels = frame.margin();
        if (labels.size() * ChartLayout.LINE > frame.plot().height()) {
            return false;
        }
        List<MarginLabel> lines =
                labels.stream().filter(l -> !l.colour().equals(Theme.MUTED)).toList();
        double reach = frame.plot().right() - SHORT * frame.plot().width();
        if (lines.stream().anyMatch(l -> l.anchorX() < reach)) {
            return false;
        }
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).anchorY() - lines.get(i - 1).anchorY() < TOGETHER) {
                return false;
            }
        }
        boolean whole = labelled.stream()
                .allMatch(m -> labels.stream().anyMatch(l -> l.text().equals(m.name())));
        return whole && labels.stream().allMatch(l -> Math.abs(l.at() - l.anchorY()) <= FAR);
    }

    /** Labels of upright reference lines, in as many rows as keep them apart. */
    static List<MarginLabel> above(Frame frame) {
        List<MarginLabel> placed = new ArrayList<>();
        List<double[]> taken = new ArrayList<>();
        for (ReferenceLine line : frame.panel().references()) {
            if (line.along() != ReferenceLine.Along.X
                    || line.label().isEmpty()
                    || !frame.x().contains(line.value())) {
                continue;
            }
            double x = frame.x().at(line.value());
            String text = TextWidth.fit(line.label(), frame.cell().width(), ChartLayout.TEXT);
            double half = TextWidth.of(text, ChartLayout.TEXT) / 2;
            double centre =
                    Math.max(frame.cell().left() + half, Math.min(frame.cell().right() - half, x));
            int row = 0;
            while (overlaps(taken, row, centre - half - 8, centre + half + 8)) {
                row++;
            }
            taken.add(new double[] {row, centre - half, centre + half});
            placed.add(new MarginLabel(text, Theme.MUTED, x, frame.plot().top(), centre, row));
        }
        return List.copyOf(placed);
    }

    private static boolean overlaps(List<double[]> taken, int row, double left, double right) {
        return taken.stream().anyMatch(t -> t[0] == row && t[1] < right && t[2] > left);
    }

    /**
     * Moves labels as little as their order allows (least squares: overlapping neighbours are pooled and centred on the
     * mean of where they want to be), then into [top, bottom].
     */
    static List<MarginLabel> apart(List<MarginLabel> wanted, double top, double bottom) {
        List<MarginLabel> sorted = new ArrayList<>(wanted);
        sorted.sort(Comparator.comparingDouble(MarginLabel::anchorY));
        List<double[]> groups = new ArrayList<>();
        for (MarginLabel label : sorted) {
            // A group: count, and the mean place of its first label.
            double[] group = {1, label.anchorY()};
            while (!groups.isEmpty()) {
                double[] before = groups.get(groups.size() - 1);
                if (before[1] + before[0] * ChartLayout.LINE <= group[1]) {
                    break;
                }
                groups.remove(groups.size() - 1);
                double count = before[0] + group[0];
                double first = (before[0] * before[1] + group[0] * (group[1] - before[0] * ChartLayout.LINE)) / count;
                group = new double[] {count, first};
            }
            double highest = groups.isEmpty()
                    ? top
                    : groups.get(groups.size() - 1)[1] + groups.get(groups.size() - 1)[0] * ChartLayout.LINE;
            groups.add(new double[] {group[0], Math.max(highest, group[1])});
        }
        double floor = bottom;
        for (int g = groups.size() - 1; g >= 0; g--) {
            double[] group = groups.get(g);
            group[1] = Math.min(group[1], floor - (group[0] - 1) * ChartLayout.LINE);
            floor = group[1] - ChartLayout.LINE;
        }
        List<MarginLabel> placed = new ArrayList<>();
        for (double[] group : groups) {
            for (int k = 0; k < group[0]; k++) {
                MarginLabel label = sorted.get(placed.size());
                placed.add(new MarginLabel(
                        label.text(),
                        label.colour(),
                        label.anchorX(),
                        label.anchorY(),
                        group[1] + k * ChartLayout.LINE,
                        label.row()));
            }
        }
        return List.copyOf(placed);
    }
}
