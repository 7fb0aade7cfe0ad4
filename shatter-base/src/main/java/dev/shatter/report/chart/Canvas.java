package dev.shatter.report.chart;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** Texts, lines and shapes at exact places, as elements of ECharts' {@code graphic} component. */
final class Canvas {
    /** Under the series, like the grid. */
    static final int BEHIND = 1;

    /** Over the series. */
    static final int BEFORE = 5;

    private final ArrayNode elements = JsonNodeFactory.instance.arrayNode();

    ArrayNode elements() {
        return elements;
    }

    /** Horizontal placing of a text about its x. */
    enum Align {
        LEFT,
        CENTER,
        RIGHT
    }

    /** A text whose vertical middle is at y. */
    void text(double x, double y, String text, String colour, Align align) {
        text(x, y, text, colour, align, ChartLayout.TEXT, false);
    }

    void text(double x, double y, String text, String colour, Align align, double size, boolean bold) {
        ObjectNode element = element("text", BEFORE);
        element.put("x", round(x)).put("y", round(y));
        ObjectNode style = element.putObject("style");
        style.put("text", printable(text))
                .put("fill", colour)
                .put("align", align.name().toLowerCase(Locale.ROOT))
                .put("verticalAlign", "middle")
                .put("fontFamily", EchartsOption.FONT)
                .put("fontSize", size);
        if (bold) {
            style.put("fontWeight", "bold");
        }
    }

    /** An open line through points [k][2]. */
    void polyline(double[][] points, String colour, double width, List<Integer> dash, int z) {
        ObjectNode element = element("polyline", z);
        points(element, points);
        ObjectNode style = element.putObject("style");
        style.put("stroke", colour).put("lineWidth", width).putNull("fill");
        if (!dash.isEmpty()) {
            ArrayNode pattern = style.putArray("lineDash");
            dash.forEach(pattern::add);
        }
    }

    /** A filled shape with corners [k][2]. */
    void polygon(double[][] points, String fill, double opacity, int z) {
        ObjectNode element = element("polygon", z);
        points(element, points);
        element.putObject("style").put("fill", fill).put("opacity", opacity);
    }

    void rectangle(double x, double y, double width, double height, String fill, int z) {
        ObjectNode element = element("rect", z);
        element.putObject("shape")
                .put("x", round(x))
                .put("y", round(y))
                .put("width", round(width))
                .put("height", round(height));
        element.putObject("style").put("fill", fill);
    }

    void circle(double x, double y, double radius, String fill, String stroke, int z) {
        ObjectNode element = element("circle", z);
        element.putObject("shape").put("cx", round(x)).put("cy", round(y)).put("r", radius);
        element.putObject("style").put("fill", fill).put("stroke", stroke).put("lineWidth", 1.5);
    }

    /** Hundredths of a pixel are enough, and short numbers keep files small and equal. */
    static double round(double pixels) {
        return Math.round(pixels * 100) / 100.0;
    }

    /** Names come from files: control characters would break the picture. Line breaks and tabs become spaces. */
    static String printable(String text) {
        StringBuilder clean = new StringBuilder();
        text.codePoints().forEach(c -> {
            boolean space = c == '\n' || c == '\t' || c == '\r';
            boolean noncharacter = c == 0xfffe || c == 0xffff || Character.getType(c) == Character.SURROGATE;
            clean.appendCodePoint(space ? ' ' : noncharacter || Character.isISOControl(c) ? 0xfffd : c);
        });
        return clean.toString();
    }

    private ObjectNode element(String type, int z) {
        return elements.addObject().put("type", type).put("silent", true).put("z", z);
    }

    private static void points(ObjectNode element, double[][] points) {
        ArrayNode array = element.putObject("shape").putArray("points");
        for (double[] point : points) {
            array.addArray().add(round(point[0])).add(round(point[1]));
        }
    }
}
