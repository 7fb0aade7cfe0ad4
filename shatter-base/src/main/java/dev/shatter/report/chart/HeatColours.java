package dev.shatter.report.chart;

import java.util.List;

/**
 * From numbers to colours: white to deep blue for values of one sign, vermilion over white to blue for both.
 *
 * @param min value at the first colour
 * @param max value at the last
 */
record HeatColours(double min, double max, List<String> stops) {
    static final double KEY_WIDTH = 64;
    private static final List<String> ONE_SIGN = List.of("#f4f7fb", "#9fc4e3", "#3c86bd", "#0a3f6e");
    private static final List<String> BOTH_SIGNS = List.of("#a84300", "#e58a4e", "#f6f6f6", "#5a9fd0", "#00507f");
    // Not the ink of the theme: the cells keep their colours on a dark page, and so must what is written on them.
    private static final String DARK_ON_LIGHT = "#000000";
    private static final String LIGHT_ON_DARK = "#fefefe";

    static HeatColours of(Mark.Heat heat) {
        double lo = Double.POSITIVE_INFINITY;
        double hi = Double.NEGATIVE_INFINITY;
        for (double[] row : heat.values()) {
            for (double v : row) {
                if (Double.isFinite(v)) {
                    lo = Math.min(lo, v);
                    hi = Math.max(hi, v);
                }
            }
        }
        if (lo > hi) {
            return new HeatColours(0, 1, ONE_SIGN);
        }
        if (lo < 0 && hi > 0) {
            double reach = Math.max(-lo, hi);
            return new HeatColours(-reach, reach, BOTH_SIGNS);
        }
        return new HeatColours(lo, lo == hi ? lo + 1 : hi, ONE_SIGN);
    }

    String at(double value) {
        double place = (value - min) / (max - min) * (stops.size() - 1);
        int below = (int) Math.max(0, Math.min(stops.size() - 2, Math.floor(place)));
        return Hue.mix(stops.get(below), stops.get(below + 1), Math.max(0, Math.min(1, place - below)));
    }

    /** The colour of a text on the colour of a value, whichever contrasts more. */
    static String textOn(String background) {
        return contrast(background, DARK_ON_LIGHT) >= contrast(background, LIGHT_ON_DARK)
                ? DARK_ON_LIGHT
                : LIGHT_ON_DARK;
    }

    /** Contrast ratio of two colours in [1, 21] (W3C, WCAG 2.2, success criterion 1.4.3). */
    static double contrast(String a, String b) {
        double la = luminance(a) + 0.05;
        double lb = luminance(b) + 0.05;
        return Math.max(la, lb) / Math.min(la, lb);
    }

    private static double luminance(String colour) {
        double[] weights = {0.2126, 0.7152, 0.0722};
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double c = Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
            sum += weights[i] * (c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
        }
        return sum;
    }
}
