package dev.shatter.report.chart;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Questions about marks that both the layout and the drawing ask. */
final class Marks {
    /** Up to this many points a line shows each of them as a marker. */
    private static final int FEW = 24;

    private Marks() {}

    static boolean showsPoints(Mark.Line line) {
        return line.x().length <= FEW;
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

    /** Index of the last point that can be drawn, or −1. */
    static int lastDrawable(Mark.Line line, Scale x, Scale y) {
        for (int i = line.x().length - 1; i >= 0; i--) {
            if (x.drawable(line.x()[i]) && y.drawable(line.y()[i])) {
                return i;
            }
        }
        return -1;
    }
}
