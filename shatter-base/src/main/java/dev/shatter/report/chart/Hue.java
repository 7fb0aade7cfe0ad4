package dev.shatter.report.chart;

import java.util.Locale;

/**
 * A colour with a meaning: for lines and areas, for text in the same hue (contrast ≥ 4.5:1), and both on a dark page.
 *
 * <p>All four are {@code #rrggbb}, lower case. The base colours are those of Okabe and Ito (2008), distinguishable to the
 * colour-blind; the text shades are darker versions of the same hue.
 */
public record Hue(String line, String text, String darkLine, String darkText) {
    public static final Hue INK = new Hue("#222222", "#1a1a1a", "#dddddd", "#e8e6e3");
    static final Hue BLUE = new Hue("#0072b2", "#00609a", "#4da8e0", "#6bb8ea");
    static final Hue VERMILION = new Hue("#d55e00", "#ab4b00", "#ff8a3d", "#ff9d5c");
    static final Hue GREEN = new Hue("#009e73", "#00714f", "#35c49a", "#4fd0aa");
    static final Hue PURPLE = new Hue("#cc79a7", "#9c3f70", "#e29bc0", "#e8aecc");
    static final Hue GREY = new Hue("#767676", "#5f5f5f", "#9c9c9c", "#ababab");
    // Half way from blue to vermilion a straight mixture is grey, which is taken; ochre is not.
    private static final Hue OCHRE = new Hue("#a8862a", "#7a6010", "#d0b050", "#dcc070");

    public Hue {
        for (String colour : new String[] {line, text, darkLine, darkText}) {
            if (!colour.matches("#[0-9a-f]{6}")) {
                throw new IllegalArgumentException("not a colour: " + colour);
            }
        }
    }

    /** The ramp of label corruption: blue at 0, ochre at 1/2, vermilion at 1. */
    static Hue ramp(double corruption) {
        if (!(corruption >= 0 && corruption <= 1)) {
            throw new IllegalArgumentException("corruption must be in [0, 1], not " + corruption);
        }
        return corruption <= 0.5 ? mix(BLUE, OCHRE, 2 * corruption) : mix(OCHRE, VERMILION, 2 * corruption - 1);
    }

    private static Hue mix(Hue a, Hue b, double t) {
        return new Hue(
                mix(a.line, b.line, t),
                mix(a.text, b.text, t),
                mix(a.darkLine, b.darkLine, t),
                mix(a.darkText, b.darkText, t));
    }

    /** Mixes two colours {@code #rrggbb}, linearly in the stored values; t = 0 gives the first. */
    static String mix(String a, String b, double t) {
        StringBuilder mixed = new StringBuilder("#");
        for (int i = 1; i < 7; i += 2) {
            int from = Integer.parseInt(a.substring(i, i + 2), 16);
            int to = Integer.parseInt(b.substring(i, i + 2), 16);
            mixed.append(String.format(Locale.ROOT, "%02x", Math.round(from + t * (to - from))));
        }
        return mixed.toString();
    }
}
