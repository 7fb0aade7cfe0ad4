package dev.shatter.report.chart;

import java.util.List;

/**
 * One pair of axes with what is drawn on them.
 *
 * @param title short, may be empty ("a  learning curves")
 */
public record Panel(String title, Axis x, Axis y, List<Mark> marks, List<ReferenceLine> references) {
    public Panel {
        marks = List.copyOf(marks);
        references = List.copyOf(references);
        for (Mark mark : marks) {
            if (mark instanceof Mark.Bars bars) {
                requireBars(x, y, bars);
            } else if (mark instanceof Mark.Heat heat) {
                requireHeat(x, y, heat);
            } else if (y.kind() == Axis.Kind.CATEGORY) {
                throw new IllegalArgumentException("'" + mark.name() + "' needs numbers on the y axis");
            }
        }
    }

    public static Panel of(Axis x, Axis y, Mark... marks) {
        return new Panel("", x, y, List.of(marks), List.of());
    }

    public Panel titled(String text) {
        return new Panel(text, x, y, marks, references);
    }

    public Panel with(ReferenceLine... lines) {
        return new Panel(title, x, y, marks, List.of(lines));
    }

    /** Whether bars lie level, with their categories on the y axis. */
    boolean level() {
        return y.kind() == Axis.Kind.CATEGORY;
    }

    private static void requireBars(Axis x, Axis y, Mark.Bars bars) {
        boolean upright = x.kind() == Axis.Kind.CATEGORY;
        if (upright == (y.kind() == Axis.Kind.CATEGORY)) {
            throw new IllegalArgumentException("bars '" + bars.name() + "' need categories on exactly one axis");
        }
        int n = upright ? x.categories().size() : y.categories().size();
        if (bars.values().length != n) {
            throw new IllegalArgumentException(
                    bars.values().length + " bars '" + bars.name() + "' for " + n + " categories");
        }
    }

    private static void requireHeat(Axis x, Axis y, Mark.Heat heat) {
        boolean fits = heat.values().length == y.categories().size();
        for (double[] row : heat.values()) {
            fits &= row.length == x.categories().size();
        }
        if (!fits) {
            throw new IllegalArgumentException("heat map '" + heat.name() + "' does not fit its category axes");
        }
    }
}
