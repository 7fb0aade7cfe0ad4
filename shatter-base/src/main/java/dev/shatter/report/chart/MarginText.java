package dev.shatter.report.chart;

import dev.shatter.report.chart.Frame.Box;
import dev.shatter.report.chart.Frame.MarginLabel;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

/** Everything round a plot: titles, axis names, tick labels, legend, reference lines, end labels, colour key. */
final class MarginText {
    private static final double EXPONENT = 9;
    private static final List<Integer> THIN_DASH = List.of(4, 3);

    private final Canvas canvas;

    MarginText(Canvas canvas) {
        this.canvas = canvas;
    }

    void frame(Frame frame) {
        Panel panel = frame.panel();
        Box cell = frame.cell();
        Box plot = frame.plot();
        double y = cell.top() + 4;
        if (!panel.title().isEmpty()) {
            String title = TextWidth.fit(panel.title(), cell.width() / 1.12, ChartLayout.TITLE);
            canvas.text(cell.left(), y + 8, title, Theme.INK, Canvas.Align.LEFT, ChartLayout.TITLE, true);
        }
        y = plot.top()
                - 10
                - frame.yTitle().size() * ChartLayout.LINE
                - frame.legend().height()
                - rowsAbove(frame) * ChartLayout.LINE;
        for (String line : frame.yTitle()) {
            canvas.text(cell.left(), y + ChartLayout.LINE / 2, line, Theme.MUTED, Canvas.Align.LEFT);
            y += ChartLayout.LINE;
        }
        legend(frame.legend(), cell.left(), y + 4);
        yTicks(frame);
        double below = plot.bottom() + 10;
        below += xTicks(frame, below) + 2;
        for (String line : frame.xTitle()) {
            double centre = centred(line, plot, cell);
            canvas.text(centre, below + ChartLayout.LINE / 2, line, Theme.MUTED, Canvas.Align.CENTER);
            below += ChartLayout.LINE;
        }
        int leftOut = Marks.leftOut(panel);
        if (leftOut > 0) {
            String note = leftOut + (leftOut == 1 ? " value" : " values") + " not drawn: infinite or ≤ 0";
            canvas.text(cell.left(), below + ChartLayout.LINE / 2, note, Theme.MUTED, Canvas.Align.LEFT, 11, false);
        }
        references(frame);
        labels(frame);
        zero(frame);
        for (Mark mark : panel.marks()) {
            if (mark instanceof Mark.Heat heat) {
                key(frame, heat);
            }
        }
    }

    void legend(Legend legend, double left, double top) {
        for (Legend.Entry entry : legend.entries()) {
            double x = left + entry.x();
            double y = top + entry.y();
            swatch(entry.mark(), x, y);
            canvas.text(x + Legend.SWATCH + 6, y, entry.text(), Theme.INK, Canvas.Align.LEFT);
        }
    }

    private void swatch(Mark mark, double x, double y) {
        Style style = mark.style();
        String colour = style.hue().line();
        double middle = x + Legend.SWATCH / 2;
        if (mark instanceof Mark.Bars || mark instanceof Mark.Histogram) {
            canvas.rectangle(x, y - 5, Legend.SWATCH, 10, colour, Canvas.BEFORE);
            return;
        }
        if (mark instanceof Mark.Line) {
            canvas.polyline(new double[][] {{x, y}, {x + Legend.SWATCH, y}}, colour, 1.8, style.dash(), Canvas.BEFORE);
        }
        double r = 3.4;
        switch (style.marker()) {
            case CIRCLE -> canvas.circle(middle, y, r, colour, colour, Canvas.BEFORE);
            case RING -> canvas.circle(middle, y, r, Theme.PAPER, colour, Canvas.BEFORE);
            case SQUARE, BOX -> canvas.rectangle(middle - r, y - r, 2 * r, 2 * r, colour, Canvas.BEFORE);
            case TRIANGLE ->
                canvas.polygon(
                        new double[][] {{middle, y - r}, {middle + r, y + r}, {middle - r, y + r}},
                        colour,
                        1,
                        Canvas.BEFORE);
            case DIAMOND ->
                canvas.polygon(
                        new double[][] {{middle, y - r}, {middle + r, y}, {middle, y + r}, {middle - r, y}},
                        colour,
                        1,
                        Canvas.BEFORE);
        }
    }

    /** A text over the row at y, from one edge of the picture, on a ground that hides what runs through the rows. */
    static void over(Canvas canvas, Frame frame, double y, String text, Canvas.Align align) {
        boolean left = align == Canvas.Align.LEFT;
        double x = left ? frame.cell().left() : frame.cell().right();
        double width = TextWidth.of(text, ChartLayout.TEXT);
        double middle = y - ChartLayout.LINE;
        canvas.rectangle(
                left ? x : x - width,
                middle - ChartLayout.LINE / 2,
                width,
                ChartLayout.LINE,
                Theme.PAPER,
                Canvas.BEFORE);
        canvas.text(x, middle, text, Theme.INK, align);
    }

    private void yTicks(Frame frame) {
        double room = frame.plot().left() - frame.cell().left() - 8;
        for (int i = 0; i < frame.yTicks().values().length; i++) {
            String text = TextWidth.fit(frame.yTicks().labels().get(i), room, ChartLayout.TEXT);
            double y = frame.y().at(frame.yTicks().values()[i]);
            if (frame.panel().y().over()) {
                double label = TextWidth.of(Marks.label(frame.panel(), i), ChartLayout.TEXT);
                String name = TextWidth.fit(
                        frame.yTicks().labels().get(i), frame.cell().width() - label - 8, ChartLayout.TEXT);
                over(canvas, frame, y, name, Canvas.Align.LEFT);
            } else if (frame.panel().level()) {
                canvas.text(frame.plot().left() - 8, y, text, Theme.INK, Canvas.Align.RIGHT);
            } else {
                number(frame.plot().left() - 8, y, text, true);
            }
        }
    }

    private double xTicks(Frame frame, double top) {
        int n = frame.xTicks().values().length;
        if (frame.panel().x().kind() != Axis.Kind.CATEGORY) {
            for (int i = 0; i < n; i++) {
                double x = frame.x().at(frame.xTicks().values()[i]);
                number(x, top + ChartLayout.LINE / 2, frame.xTicks().labels().get(i), false);
            }
            return ChartLayout.LINE;
        }
        double room = PanelLayout.categoryRoom(frame.plot(), n);
        int every = PanelLayout.categoryStride(frame.plot(), n);
        for (int i = 0; i < n; i += every) {
            double y = top + ChartLayout.LINE / 2;
            for (String line : TextWidth.wrap(frame.xTicks().labels().get(i), room, ChartLayout.TEXT, 3)) {
                canvas.text(frame.x().at(i), y, line, Theme.INK, Canvas.Align.CENTER);
                y += ChartLayout.LINE;
            }
        }
        return frame.xTickLines() * ChartLayout.LINE;
    }

    /** A tick's number; its exponent is set raised and small, since many fonts lack superscript digits. */
    private void number(double x, double y, String text, boolean right) {
        int split = Ticks.exponentAt(text);
        if (split < 0) {
            canvas.text(x, y, text, Theme.MUTED, right ? Canvas.Align.RIGHT : Canvas.Align.CENTER);
            return;
        }
        String base = text.substring(0, split);
        String exponent = Ticks.lowered(text.substring(split));
        double baseWidth = TextWidth.of(base, ChartLayout.TEXT);
        double exponentWidth = TextWidth.of(exponent, EXPONENT);
        double joint = right ? x - exponentWidth : x + (baseWidth - exponentWidth) / 2;
        canvas.text(joint, y, base, Theme.MUTED, Canvas.Align.RIGHT);
        canvas.text(joint + 0.5, y - 4, exponent, Theme.MUTED, Canvas.Align.LEFT, EXPONENT, false);
    }

    private static double centred(String text, Box plot, Box cell) {
        double half = TextWidth.of(text, ChartLayout.TEXT) / 2;
        double middle = plot.left() + plot.width() / 2;
        return Math.max(cell.left() + half, Math.min(cell.right() - half, middle));
    }

    private static int rowsAbove(Frame frame) {
        return frame.above().stream().mapToInt(l -> l.row() + 1).max().orElse(0);
    }

    private void references(Frame frame) {
        Box plot = frame.plot();
        for (ReferenceLine line : frame.panel().references()) {
            List<Integer> dash = line.dashed() ? THIN_DASH : List.of();
            boolean upright = line.along() == ReferenceLine.Along.X;
            AxisScale scale = upright ? frame.x() : frame.y();
            if (!scale.contains(line.value())) {
                continue;
            }
            double at = scale.at(line.value());
            double[][] points = upright
                    ? new double[][] {{at, plot.top() - 2}, {at, plot.bottom()}}
                    : new double[][] {{plot.left(), at}, {plot.right(), at}};
            canvas.polyline(points, Theme.MUTED, 1, dash, upright ? Canvas.BEFORE : Canvas.BEHIND);
        }
    }

    private void labels(Frame frame) {
        double left = frame.plot().right() + Labels.OFFSET;
        for (MarginLabel label : frame.margin()) {
            boolean reference = label.colour().equals(Theme.MUTED);
            if (Math.abs(label.at() - label.anchorY()) > 2) {
                double[][] leader = {{frame.plot().right() + 3, label.anchorY()}, {left - 3, label.at()}};
                canvas.polyline(leader, reference ? Theme.AXIS : label.colour(), 0.8, List.of(), Canvas.BEHIND);
            }
            canvas.text(left, label.at(), label.text(), label.colour(), Canvas.Align.LEFT);
        }
        for (MarginLabel label : frame.above()) {
            double y = frame.plot().top() - 4 - (label.row() + 0.5) * ChartLayout.LINE;
            canvas.text(label.at(), y, label.text(), label.colour(), Canvas.Align.CENTER);
        }
    }

    private void zero(Frame frame) {
        AxisScale y = frame.y();
        if (frame.panel().y().kind() == Axis.Kind.LINEAR && y.min() < 0 && y.max() > 0) {
            double at = y.at(0);
            double[][] points = {{frame.plot().left(), at}, {frame.plot().right(), at}};
            canvas.polyline(points, Theme.AXIS, 1, List.of(), Canvas.BEHIND);
        }
    }

    /** The colour key of a heat map: a strip from its largest value down to its smallest. */
    private void key(Frame frame, Mark.Heat heat) {
        HeatColours colours = HeatColours.of(heat);
        Box plot = frame.plot();
        double left = plot.right() + 14;
        double height = Math.min(160, plot.height() - 10);
        double top = plot.top() + 5;
        int steps = 40;
        for (int i = 0; i < steps; i++) {
            double v = colours.max() - (colours.max() - colours.min()) * (i + 0.5) / steps;
            // Half a pixel over the next strip, so that no seam shows.
            canvas.rectangle(left, top + height * i / steps, 10, height / steps + 0.5, colours.at(v), Canvas.BEFORE);
        }
        canvas.text(left + 14, top + 5, rounded(colours.max()), Theme.MUTED, Canvas.Align.LEFT, 11, false);
        canvas.text(left + 14, top + height - 5, rounded(colours.min()), Theme.MUTED, Canvas.Align.LEFT, 11, false);
        if (colours.min() < 0) {
            canvas.text(left + 14, top + height / 2, "0", Theme.MUTED, Canvas.Align.LEFT, 11, false);
        }
        String name = String.join(" ", TextWidth.wrap(heat.name(), frame.cell().width() / 2, ChartLayout.TEXT, 1));
        canvas.text(frame.cell().right(), plot.top() - 10, name, Theme.MUTED, Canvas.Align.RIGHT);
    }

    private static String rounded(double value) {
        double size = Math.abs(value);
        boolean scientific = size != 0 && (size >= 1e5 || size < 1e-3);
        return scientific
                ? String.format(Locale.ROOT, "%.1e", value).replace('-', '−')
                : Ticks.plain(new BigDecimal(value, new MathContext(2)));
    }
}
