package dev.shatter.report.chart;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Questions about marks that both the layout and the drawing ask. */
final class Marks {
    /** Up to this many points a line shows each of them as a marker. */
    private static final int FEW = 24;

    /** Markers of a line of more points, where a legend tells lines apart. */
    private static final int SOME = 9;

    private Marks() {}

    static boolean showsPoints(Mark.Line line) {
        return line.x().length <= FEW;
    }

    /** Places of {@link #SOME} of a line's points, of which there are more: the middles of as many equal stretches. */
    static int[] some(Mark.Line line) {
        return IntStream.range(0, SOME)
                .map(i -> (2 * i + 1) * line.x().length / (2 * SOME))
                .toArray();
    }

    /** What the marks of a panel write beside the row of a category; empty for nothing. */
    static String label(Panel panel, int category) {
        return panel.marks().stream()
                .filter(mark -> mark instanceof Mark.Bars bars && !bars.labels().isEmpty())
                .map(mark -> ((Mark.Bars) mark).labels().get(category))
                .filter(label -> !label.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** The named marks of some panels in order, one a name. */
    static Map<String, Mark> named(List<Panel> panels) {
        Map<String, Mark> named = new LinkedHashMap<>();
        for (Panel panel : panels) {
            for (Mark mark : panel.marks()) {
                if (!mark.name().isEmpty() && !(mark instanceof Mark.Heat)) {
                    named.putIfAbsent(mark.name(), mark);
                }
            }
        }
        return named;
    }

    /** How many numbers cannot be shown: infinite, or not positive on a logarithmic axis. NaN is a gap and not counted. */
    static int leftOut(Panel panel) {
        int count = 0;
        for (Mark mark : panel.marks()) {
            if (mark instanceof Mark.Line line) {
                count += leftOut(panel, line.x(), line.y());
            } else if (mark instanceof Mark.Points points) {
                count += leftOut(panel, points.x(), points.y());
            } else if (mark instanceof Mark.Heat heat) {
                for (double[] row : heat.values()) {
                    count += (int) Arrays.stream(row).filter(Double::isInfinite).count();
                }
            }
        }
        return count;
    }

    private static int leftOut(Panel panel, double[] x, double[] y) {
        int count = 0;
        for (int i = 0; i < x.length; i++) {
            boolean gap = Double.isNaN(x[i]) || Double.isNaN(y[i]);
            count += gap || (drawable(panel.x(), x[i]) && drawable(panel.y(), y[i])) ? 0 : 1;
        }
        return count;
    }

    private static boolean drawable(Axis axis, double value) {
        return Double.isFinite(value) && (axis.kind() != Axis.Kind.LOG || value > 0);
    }

    /** Index of the last point that can be drawn, or −1. */
    static int lastDrawable(Mark.Line line, AxisScale x, AxisScale y) {
        for (int i = line.x().length - 1; i >= 0; i--) {
            if (x.drawable(line.x()[i]) && y.drawable(line.y()[i])) {
                return i;
            }
        }
        return -1;
    }
}
