package dev.shatter.report.chart;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One panel's marks as ECharts series, with their intervals as shapes. */
final class SeriesOption {
    private static final double LINE_WIDTH = 1.8;
    private static final double BAND_OPACITY = 0.16;
    private static final double MARKER = 6.5;
    private static final double CAP = 3;

    private final Frame frame;
    private final int index;
    private final ArrayNode series;
    private final ArrayNode visualMaps;
    private final Canvas canvas;
    private final boolean keyed;
    private final long barSeries;
    private int barsSoFar;

    /** @param keyed whether a legend tells lines apart, by their markers too */
    SeriesOption(Frame frame, int index, ArrayNode series, ArrayNode visualMaps, Canvas canvas, boolean keyed) {
        this.frame = frame;
        this.index = index;
        this.series = series;
        this.visualMaps = visualMaps;
        this.canvas = canvas;
        this.keyed = keyed;
        this.barSeries = frame.panel().marks().stream()
                .filter(m -> m instanceof Mark.Bars bars && !bars.dots())
                .count();
    }

    void add(Mark mark) {
        if (mark instanceof Mark.Line line) {
            line(line);
        } else if (mark instanceof Mark.Points points) {
            points(points);
        } else if (mark instanceof Mark.Bars bars && bars.dots()) {
            dots(bars);
        } else if (mark instanceof Mark.Bars bars) {
            bars(bars);
        } else if (mark instanceof Mark.Histogram histogram) {
            histogram(histogram);
        } else if (mark instanceof Mark.Heat heat) {
            heat(heat);
        }
    }

    private ObjectNode begin(String type, Mark mark) {
        ObjectNode node = series.addObject()
                .put("type", type)
                .put("name", Canvas.printable(mark.name()))
                .put("xAxisIndex", index)
                .put("yAxisIndex", index)
                .put("silent", true);
        node.putObject("emphasis").put("disabled", true);
        return node;
    }

    private void line(Mark.Line line) {
        Style style = line.style();
        boolean all = Marks.showsPoints(line);
        boolean some = !all && keyed && !line.name().isEmpty();
        ObjectNode node = begin("line", line).put("showSymbol", all || some).put("connectNulls", false);
        if (all) {
            symbol(node, style);
        } else {
            node.put("symbol", "none");
            if (line.x().length > 2 * frame.plot().width()) {
                // More points than pixels: the picture is thinned, the CSV is not.
                node.put("sampling", "lttb");
            }
        }
        ObjectNode look =
                node.putObject("lineStyle").put("color", style.hue().line()).put("width", LINE_WIDTH);
        dash(look, style);
        ArrayNode points = data(node, line.x(), line.y());
        if (some) {
            for (int place : Marks.some(line)) {
                ObjectNode marked = JsonNodeFactory.instance.objectNode();
                symbol(marked.set("value", points.get(place)), style);
                points.set(place, marked);
            }
        }
        band(line.spread(), style, line.x(), line.y());
    }

    private void points(Mark.Points points) {
        ObjectNode node = begin("scatter", points);
        symbol(node, points.style());
        data(node, points.x(), points.y());
        band(points.spread(), points.style(), points.x(), points.y());
    }

    private static void symbol(ObjectNode node, Style style) {
        boolean hollow = style.marker().symbol().startsWith("empty");
        node.put("symbol", style.marker().symbol()).put("symbolSize", MARKER);
        ObjectNode item =
                node.putObject("itemStyle").put("color", style.hue().line()).put("opacity", 1);
        if (hollow) {
            item.put("borderWidth", 1.5);
        }
    }

    private static void dash(ObjectNode look, Style style) {
        if (!style.dash().isEmpty()) {
            ArrayNode pattern = look.putArray("type");
            style.dash().forEach(pattern::add);
        }
    }

    private ArrayNode data(ObjectNode node, double[] x, double[] y) {
        ArrayNode data = node.putArray("data");
        for (int i = 0; i < x.length; i++) {
            ArrayNode pair = data.addArray();
            if (frame.x().drawable(x[i]) && frame.y().drawable(y[i])) {
                pair.add(x[i]).add(y[i]);
            } else {
                pair.addNull().addNull();
            }
        }
        return data;
    }

    private void band(@Nullable Spread spread, Style style, double[] x, double[] y) {
        if (spread == null) {
            return;
        }
        if (spread.form() == Spread.Form.WHISKERS) {
            for (int i = 0; i < x.length; i++) {
                if (frame.x().contains(x[i]) && hasInterval(spread, i)) {
                    upright(frame.x().at(x[i]), spread, i, frame.y(), style);
                }
            }
            return;
        }
        int from = 0;
        for (int i = 0; i <= x.length; i++) {
            if (i == x.length || !frame.x().drawable(x[i]) || !frame.y().drawable(y[i]) || !hasInterval(spread, i)) {
                area(spread, style, x, from, i);
                from = i + 1;
            }
        }
    }

    private static boolean hasInterval(Spread spread, int i) {
        return !Double.isNaN(spread.low()[i]) && !Double.isNaN(spread.high()[i]);
    }

    private void area(Spread spread, Style style, double[] x, int from, int to) {
        int n = to - from;
        if (n < 2) {
            return;
        }
        double[][] corners = new double[2 * n][];
        for (int i = 0; i < n; i++) {
            double at = frame.x().clamped(x[from + i]);
            corners[i] = new double[] {at, frame.y().clamped(spread.high()[from + i])};
            corners[2 * n - 1 - i] = new double[] {at, frame.y().clamped(spread.low()[from + i])};
        }
        canvas.polygon(corners, style.hue().line(), BAND_OPACITY, Canvas.BEHIND);
    }

    private void upright(double at, Spread spread, int i, AxisScale scale, Style style) {
        double low = scale.clamped(spread.low()[i]);
        double high = scale.clamped(spread.high()[i]);
        double[][] shape = {{at - CAP, low}, {at + CAP, low}, {at, low}, {at, high}, {at - CAP, high}, {at + CAP, high}
        };
        canvas.polyline(shape, style.hue().line(), 1.2, List.of(), Canvas.BEFORE);
    }

    private void bars(Mark.Bars bars) {
        boolean level = frame.panel().level();
        AxisScale categories = level ? frame.y() : frame.x();
        AxisScale values = level ? frame.x() : frame.y();
        double band = Math.abs(categories.at(1) - categories.at(0));
        double thickness = Math.min(28, 0.62 * band / barSeries);
        double offset = (barsSoFar - (barSeries - 1) / 2.0) * thickness;
        barsSoFar++;
        boolean hatching = !Double.isNaN(bars.hatchedFrom());

        ObjectNode node =
                begin("bar", bars).put("barWidth", Canvas.round(thickness)).put("barGap", "0%");
        node.putObject("itemStyle").put("color", bars.style().hue().line());
        ArrayNode data = node.putArray("data");
        for (int i = 0; i < bars.values().length; i++) {
            double v = bars.values()[i];
            double centre = categories.at(i) + offset;
            if (Double.isNaN(v)) {
                data.addNull();
            } else {
                double drawn = Math.max(values.min(), Math.min(values.max(), v));
                data.add(hatching ? Math.min(drawn, bars.hatchedFrom()) : drawn);
                if (hatching && drawn > bars.hatchedFrom()) {
                    hatch(values.clamped(bars.hatchedFrom()), values.at(drawn), centre, thickness, level, bars.style());
                }
            }
            label(bars, i, centre);
            if (bars.spread() != null && hasInterval(bars.spread(), i)) {
                whisker(bars.spread(), i, centre, values, level);
            }
        }
    }

    private void dots(Mark.Bars bars) {
        boolean level = frame.panel().level();
        AxisScale categories = level ? frame.y() : frame.x();
        AxisScale values = level ? frame.x() : frame.y();
        ObjectNode node = begin("scatter", bars);
        symbol(node, bars.style());
        ArrayNode data = node.putArray("data");
        for (int i = 0; i < bars.values().length; i++) {
            if (bars.spread() != null && hasInterval(bars.spread(), i)) {
                whisker(bars.spread(), i, categories.at(i), values, level);
            }
            if (values.drawable(bars.values()[i])) {
                ArrayNode pair = data.addArray();
                pair.add(level ? bars.values()[i] : i).add(level ? i : bars.values()[i]);
            }
            label(bars, i, categories.at(i));
        }
    }

    /** Beyond the end of a level bar, or over it where its name is. */
    private void label(Mark.Bars bars, int i, double y) {
        if (bars.labels().isEmpty() || !frame.panel().level()) {
            return;
        }
        String text = bars.labels().get(i);
        if (!frame.panel().y().over()) {
            canvas.text(frame.plot().right() + 8, y, text, Theme.INK, Canvas.Align.LEFT);
        } else if (!text.isEmpty()) {
            MarginText.over(canvas, frame, y, text, Canvas.Align.RIGHT);
        }
    }

    private void whisker(Spread spread, int i, double centre, AxisScale values, boolean level) {
        double low = values.clamped(spread.low()[i]);
        double high = values.clamped(spread.high()[i]);
        double[][] shape = {
            {low, centre - CAP},
            {low, centre + CAP},
            {low, centre},
            {high, centre},
            {high, centre - CAP},
            {high, centre + CAP}
        };
        canvas.polyline(level ? shape : swapped(shape), Theme.INK, 1.2, List.of(), Canvas.BEFORE);
    }

    /** An outlined piece of a bar filled with slanted strokes: one line that runs along the outline between strokes. */
    private void hatch(double from, double to, double centre, double thickness, boolean level, Style style) {
        double near = centre - thickness / 2;
        double far = centre + thickness / 2;
        double[][] outline = {{from, near}, {to, near}, {to, far}, {from, far}, {from, near}};
        canvas.polyline(level ? outline : swapped(outline), style.hue().line(), 1, List.of(), Canvas.BEFORE);
        double sign = Math.signum(to - from);
        for (double at = 6; at < Math.abs(to - from) + thickness; at += 6) {
            // The stroke runs from (at, near) backwards to (at − thickness, far), cut at both ends of the piece.
            double length = Math.abs(to - from);
            double cutStart = Math.max(0, at - length);
            double cutEnd = Math.min(thickness, at);
            if (cutEnd > cutStart) {
                double[][] stroke = {
                    {from + sign * (at - cutStart), near + cutStart}, {from + sign * (at - cutEnd), near + cutEnd}
                };
                canvas.polyline(level ? stroke : swapped(stroke), style.hue().line(), 1, List.of(), Canvas.BEFORE);
            }
        }
    }

    private static double[][] swapped(double[][] points) {
        double[][] swapped = new double[points.length][];
        for (int i = 0; i < points.length; i++) {
            swapped[i] = new double[] {points[i][1], points[i][0]};
        }
        return swapped;
    }

    private void histogram(Mark.Histogram histogram) {
        int bins = histogram.heights().length;
        double[] x = new double[2 * bins + 2];
        double[] y = new double[2 * bins + 2];
        for (int i = 0; i < bins; i++) {
            x[2 * i + 1] = histogram.edges()[i];
            x[2 * i + 2] = histogram.edges()[i + 1];
            y[2 * i + 1] = histogram.heights()[i];
            y[2 * i + 2] = histogram.heights()[i];
        }
        x[0] = histogram.edges()[0];
        x[2 * bins + 1] = histogram.edges()[bins];
        if (frame.y().log()) {
            y[0] = frame.y().min();
            y[2 * bins + 1] = frame.y().min();
        }
        double[][] corners = new double[x.length][];
        for (int i = 0; i < x.length; i++) {
            corners[i] = new double[] {frame.x().clamped(x[i]), frame.y().clamped(y[i])};
        }
        canvas.polygon(corners, histogram.style().hue().line(), BAND_OPACITY, Canvas.BEHIND);
        ObjectNode node = begin("line", histogram).put("showSymbol", false);
        dash(
                node.putObject("lineStyle")
                        .put("color", histogram.style().hue().line())
                        .put("width", 1.4),
                histogram.style());
        data(node, x, y);
    }

    private void heat(Mark.Heat heat) {
        HeatColours colours = HeatColours.of(heat);
        ObjectNode node = begin("heatmap", heat);
        node.putObject("itemStyle").put("borderColor", Theme.PAPER).put("borderWidth", 1);
        ObjectNode map = visualMaps
                .addObject()
                .put("show", false)
                .put("seriesIndex", series.size() - 1)
                .put("min", colours.min())
                .put("max", colours.max());
        ArrayNode stops = map.putObject("inRange").putArray("color");
        colours.stops().forEach(stops::add);
        ArrayNode data = node.putArray("data");
        for (int row = 0; row < heat.values().length; row++) {
            for (int column = 0; column < heat.values()[row].length; column++) {
                double v = heat.values()[row][column];
                if (!Double.isFinite(v)) {
                    canvas.text(frame.x().at(column), frame.y().at(row), "–", Theme.MUTED, Canvas.Align.CENTER);
                    continue;
                }
                data.addArray().add(column).add(row).add(v);
                if (heat.decimals() >= 0) {
                    String number = String.format(Locale.ROOT, "%." + heat.decimals() + "f", v);
                    canvas.text(
                            frame.x().at(column),
                            frame.y().at(row),
                            number.replace('-', '−'),
                            HeatColours.textOn(colours.at(v)),
                            Canvas.Align.CENTER,
                            ChartLayout.TEXT - 1,
                            false);
                }
            }
        }
    }
}
