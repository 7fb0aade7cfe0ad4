package dev.shatter.report.chart;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A chart as an option of ECharts 6: plain JSON without functions, the same for a page, a report and print.
 *
 * <p>ECharts draws axes, grid lines, lines, points, bars and cells. Every text, interval and label is placed here, as a
 * graphic element in pixels, since nothing may depend on how a drawing library measures text; an option therefore is for
 * the chart's own size.
 */
public final class EchartsOption {
    static final String FONT = "Helvetica, Arial, Liberation Sans, DejaVu Sans, sans-serif";

    private final ObjectNode option = JsonNodeFactory.instance.objectNode();
    private final ArrayNode grids = option.putArray("grid");
    private final ArrayNode xAxes = option.putArray("xAxis");
    private final ArrayNode yAxes = option.putArray("yAxis");
    private final ArrayNode visualMaps = option.putArray("visualMap");
    private final ArrayNode series = option.putArray("series");
    private final Canvas canvas = new Canvas();

    private EchartsOption() {}

    /** The option; a tree of its own at each call. */
    public static ObjectNode of(Chart chart) {
        return new EchartsOption().build(chart);
    }

    private ObjectNode build(Chart chart) {
        ChartLayout.Placed placed = ChartLayout.of(chart);
        option.put("animation", false).put("backgroundColor", Theme.PAPER);
        option.putObject("textStyle").put("fontFamily", FONT).put("fontSize", ChartLayout.TEXT);
        MarginText text = new MarginText(canvas);
        text.legend(placed.legend(), ChartLayout.EDGE, 0);
        for (int i = 0; i < placed.frames().size(); i++) {
            Frame frame = placed.frames().get(i);
            grid(frame);
            axis(xAxes, i, frame, true);
            axis(yAxes, i, frame, false);
            boolean keyed = placed.legend().isDrawn() || frame.legend().isDrawn();
            SeriesOption drawing = new SeriesOption(frame, i, series, visualMaps, canvas, keyed);
            frame.panel().marks().forEach(drawing::add);
            text.frame(frame);
        }
        if (visualMaps.isEmpty()) {
            option.remove("visualMap");
        }
        option.putObject("graphic").set("elements", canvas.elements());
        return option;
    }

    private void grid(Frame frame) {
        grids.addObject()
                .put("left", Canvas.round(frame.plot().left()))
                .put("top", Canvas.round(frame.plot().top()))
                .put("width", Canvas.round(frame.plot().width()))
                .put("height", Canvas.round(frame.plot().height()))
                .put("containLabel", false)
                .put("outerBoundsMode", "none");
    }

    private void axis(ArrayNode axes, int index, Frame frame, boolean x) {
        Axis axis = x ? frame.panel().x() : frame.panel().y();
        AxisScale scale = x ? frame.x() : frame.y();
        Ticks ticks = x ? frame.xTicks() : frame.yTicks();
        boolean heat = frame.panel().marks().stream().anyMatch(m -> m instanceof Mark.Heat);
        boolean category = axis.kind() == Axis.Kind.CATEGORY;
        ObjectNode node = axes.addObject().put("gridIndex", index);
        node.put("type", category ? "category" : axis.kind() == Axis.Kind.LOG ? "log" : "value");
        node.put("name", axis.label());
        // The name is drawn as a text of its own; here it serves pages that show tooltips.
        node.putObject("nameTextStyle").put("color", "transparent").put("fontSize", 0);
        if (category) {
            ArrayNode names = node.putArray("data");
            axis.categories().forEach(c -> names.add(Canvas.printable(c)));
            node.put("inverse", !x);
        } else {
            node.put("min", scale.min()).put("max", scale.max());
            node.put("containShape", false);
        }
        boolean base = x != frame.panel().level();
        node.putObject("axisLabel").put("show", false);
        ObjectNode tick = node.putObject("axisTick").put("show", base && !category);
        ObjectNode line = node.putObject("axisLine").put("show", base && !heat).put("onZero", false);
        line.putObject("lineStyle").put("color", Theme.AXIS).put("width", 1);
        ObjectNode split = node.putObject("splitLine").put("show", !base && !category);
        split.putObject("lineStyle").put("color", Theme.GRID).put("width", 1);
        if (!category) {
            tick.put("length", 4);
            ArrayNode values = tick.putArray("customValues");
            for (double v : ticks.values()) {
                values.add(v);
            }
        }
    }
}
