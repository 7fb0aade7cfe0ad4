package dev.shatter.report.chart;

import java.util.Map;
import java.util.TreeMap;

/** The colours that carry no meaning, and every colour's counterpart on a dark page. */
public final class Theme {
    public static final String PAPER = "#ffffff";
    public static final String INK = "#1a1a1a";
    public static final String MUTED = "#595959";
    static final String AXIS = "#8c8c8c";
    static final String GRID = "#e4e4e4";

    public static final String DARK_PAPER = "#15171a";
    public static final String DARK_INK = "#e8e6e3";
    public static final String DARK_MUTED = "#a9a9a9";
    private static final String DARK_AXIS = "#7d7d7d";
    private static final String DARK_GRID = "#2e3135";

    private Theme() {}

    /** From each themed colour of a chart to the one that replaces it on a dark page, sorted; others stay as they are. */
    public static Map<String, String> dark(Chart chart) {
        Map<String, String> dark = new TreeMap<>(
                Map.of(PAPER, DARK_PAPER, INK, DARK_INK, MUTED, DARK_MUTED, AXIS, DARK_AXIS, GRID, DARK_GRID));
        for (Panel panel : chart.panels()) {
            for (Mark mark : panel.marks()) {
                Hue hue = mark.style().hue();
                dark.put(hue.text(), hue.darkText());
                dark.put(hue.line(), hue.darkLine());
            }
        }
        return dark;
    }
}
