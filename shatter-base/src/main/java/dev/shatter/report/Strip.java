package dev.shatter.report;

import dev.shatter.report.chart.Svg;
import dev.shatter.report.chart.TextWidth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * A small drawing of single values: a row a group with a dot a value and a stroke at its centre, thresholds dashed across.
 *
 * @param groups values by name, in order; finite
 * @param centre a name for the stroke and the centre of each group, in the order of the groups
 * @param thresholds finite
 */
public record Strip(Map<String, double[]> groups, String centre, List<Double> centres, List<Double> thresholds) {
    private static final int WIDTH = 264;
    private static final int ROW = 38;
    private static final int SIDE = 8;
    private static final int TEXT = 11;
    private static final int GAP = 6;

    public Strip {
        groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
        centres = List.copyOf(centres);
        thresholds = List.copyOf(thresholds);
    }

    /** An SVG element in the colours of the page's style sheet. */
    String svg() {
        double[] all = DoubleStream.concat(
                        groups.values().stream().flatMapToDouble(Arrays::stream),
                        thresholds.stream().mapToDouble(t -> t))
                .filter(Double::isFinite)
                .toArray();
        double low = Arrays.stream(all).min().orElse(0);
        double high = Arrays.stream(all).max().orElse(1);
        double room = high > low ? 0 : Math.max(0.5 * Math.abs(low), 1e-9);
        double from = low - room;
        double span = high + room - from;
        int height = ROW * groups.size() + 22;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg class=\"strip\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n",
                WIDTH,
                height,
                Svg.escape(alternative())));
        int row = 0;
        for (Map.Entry<String, double[]> group : groups.entrySet()) {
            int y = ROW * row + 26;
            svg.append(String.format(
                    Locale.ROOT,
                    "<line class=\"axis\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>",
                    SIDE,
                    WIDTH - SIDE,
                    y,
                    y));
            for (double value : group.getValue()) {
                if (Double.isFinite(value)) {
                    svg.append(String.format(
                            Locale.ROOT,
                            "<circle class=\"dot\" cx=\"%.1f\" cy=\"%d\" r=\"3\"/>",
                            at(value, from, span),
                            y));
                }
            }
            double centre = at(centres.get(row), from, span);
            svg.append(String.format(
                    Locale.ROOT,
                    "<line class=\"bar\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>\n",
                    centre,
                    centre,
                    y - 7,
                    y + 7));
            row++;
        }
        for (double threshold : thresholds) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<line class=\"threshold\" x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"2\" y2=\"%2$d\"/>",
                    at(threshold, from, span),
                    height - 18));
        }
        int name = 13;
        for (String group : groups.keySet()) {
            // After the lines: its outline in the colour of the page keeps it readable where a threshold crosses it.
            svg.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\">%s</text>", SIDE, name, Svg.escape(group)));
            name += ROW;
        }
        return svg + scale(low, high, from, span, height - 4) + "</svg>\n";
    }

    /** The numbers under the rows: thresholds first, then the ends of the values where there is room left. */
    private String scale(double low, double high, double from, double span, int y) {
        StringBuilder texts = new StringBuilder();
        List<double[]> taken = new ArrayList<>();
        List<Double> values = new ArrayList<>(thresholds);
        values.add(low);
        values.add(high);
        for (int i = 0; i < values.size(); i++) {
            String text = NumberText.significant(values.get(i), 3);
            double half = TextWidth.of(text, TEXT) / 2;
            double middle = Math.max(half, Math.min(WIDTH - half, at(values.get(i), from, span)));
            if (taken.stream().noneMatch(t -> middle - half < t[1] + GAP && middle + half > t[0] - GAP)) {
                taken.add(new double[] {middle - half, middle + half});
                texts.append(String.format(
                        Locale.ROOT,
                        "<text%s x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                        i < thresholds.size() ? " class=\"mark\"" : "",
                        middle,
                        y,
                        text));
            }
        }
        return texts.toString();
    }

    private String alternative() {
        StringBuilder text = new StringBuilder("A dot a run, a stroke at the " + centre);
        int row = 0;
        for (String group : groups.keySet()) {
            text.append(row == 0 ? ": " : "; ")
                    .append(group)
                    .append(" ")
                    .append(NumberText.significant(centres.get(row++), 3));
        }
        thresholds.forEach(t -> text.append("; dashed at ").append(NumberText.significant(t, 3)));
        return text + ".";
    }

    private static double at(double value, double from, double span) {
        double share = Math.max(0, Math.min(1, (value - from) / span));
        return SIDE + 4 + share * (WIDTH - 2 * SIDE - 8);
    }
}
