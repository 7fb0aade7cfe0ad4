package dev.shatter.report;

import dev.shatter.report.chart.Svg;
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
                    Locale.ROOT, "<text x=\"%d\" y=\"%d\">%s</text>", SIDE, y - 13, Svg.escape(group.getKey())));
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
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\">%s</text><text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text></svg>\n",
                SIDE,
                height - 4,
                NumberText.significant(low, 3),
                WIDTH - SIDE,
                height - 4,
                NumberText.significant(high, 3)));
        return svg.toString();
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
