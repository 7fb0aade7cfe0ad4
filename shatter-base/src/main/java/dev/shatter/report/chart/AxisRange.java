package dev.shatter.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/** What an axis must span, collected from the marks and reference lines on it. */
record AxisRange(double min, double max) {
    private static final double PADDING = 0.03;

    /**
     * The ends of a panel's axis.
     *
     * @param panels those that share it, whose values it must span; categories are a panel's own
     */
    static AxisRange of(Axis axis, List<Panel> panels, boolean alongX, int target) {
        if (axis.kind() == Axis.Kind.CATEGORY) {
            return new AxisRange(-0.5, axis.categories().size() - 0.5);
        }
        boolean log = axis.kind() == Axis.Kind.LOG;
        List<Double> seen = new ArrayList<>();
        DoubleConsumer see = v -> {
            if (Double.isFinite(v) && (!log || v > 0)) {
                seen.add(v);
            }
        };
        boolean values = !alongX;
        boolean padded = false;
        for (Panel panel : panels) {
            for (Mark mark : panel.marks()) {
                collect(mark, alongX, see);
                values |= mark instanceof Mark.Bars;
                padded |= mark instanceof Mark.Points || (mark instanceof Mark.Line line && Marks.showsPoints(line));
            }
            for (ReferenceLine line : panel.references()) {
                if ((line.along() == ReferenceLine.Along.X) == alongX) {
                    see.accept(line.value());
                }
            }
        }
        if (axis.zero()) {
            seen.add(0.0);
        }
        double lo = seen.stream().mapToDouble(v -> v).min().orElse(log ? 0.1 : 0);
        double hi = seen.stream().mapToDouble(v -> v).max().orElse(1);
        AxisRange data = log ? logarithmic(lo, hi, values) : linear(lo, hi, values, padded, target);
        AxisRange pinned = new AxisRange(
                Double.isNaN(axis.min()) ? data.min : axis.min(), Double.isNaN(axis.max()) ? data.max : axis.max());
        // An end pinned beyond all data leaves nothing to the other end.
        return pinned.min < pinned.max ? pinned : new AxisRange(pinned.min, log ? pinned.min * 10 : pinned.min + 1);
    }

    private static AxisRange linear(double lo, double hi, boolean values, boolean padded, int target) {
        if (lo == hi) {
            double room = lo == 0 ? 1 : Math.abs(lo) / 2;
            return linear(lo - room, hi + room, values, false, target);
        }
        if (values) {
            double[] ends = Ticks.roundOutwards(lo, hi, target);
            return new AxisRange(ends[0], ends[1]);
        }
        double room = padded ? PADDING * (hi - lo) : 0;
        return new AxisRange(lo - room, hi + room);
    }

    private static AxisRange logarithmic(double lo, double hi, boolean values) {
        if (lo == hi) {
            return new AxisRange(lo / 2, hi * 2);
        }
        double decades = Math.log10(hi / lo);
        if (values && decades > 1.5) {
            return new AxisRange(
                    Math.pow(10, Math.floor(Math.log10(lo) + 1e-9)), Math.pow(10, Math.ceil(Math.log10(hi) - 1e-9)));
        }
        double room = Math.pow(10, PADDING * decades);
        return new AxisRange(lo / room, hi * room);
    }

    private static void collect(Mark mark, boolean alongX, DoubleConsumer see) {
        if (mark instanceof Mark.Line line) {
            each(alongX ? line.x() : line.y(), see);
            spread(line.spread(), !alongX, see);
        } else if (mark instanceof Mark.Points points) {
            each(alongX ? points.x() : points.y(), see);
            spread(points.spread(), !alongX, see);
        } else if (mark instanceof Mark.Histogram histogram) {
            each(alongX ? histogram.edges() : histogram.heights(), see);
            if (!alongX) {
                see.accept(0);
            }
        } else if (mark instanceof Mark.Bars bars) {
            // Only the value axis asks: the other one is a category axis.
            each(bars.values(), see);
            spread(bars.spread(), true, see);
            see.accept(0);
        }
    }

    private static void spread(@Nullable Spread spread, boolean wanted, DoubleConsumer see) {
        if (spread != null && wanted) {
            each(spread.low(), see);
            each(spread.high(), see);
        }
    }

    private static void each(double[] values, DoubleConsumer see) {
        for (double v : values) {
            see.accept(v);
        }
    }
}
