package dev.shatter.report.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * How wide a text is when drawn, estimated from above, so that what is laid out here fits wherever it is shown.
 *
 * <p>Widths are those of DejaVu Sans, the widest of the common sans-serif families (Helvetica and Arial are about 12 %
 * narrower): a fixed table gives the same layout on every machine, with or without fonts.
 */
public final class TextWidth {
    /** Advance widths in 1/100 em, characters U+0020 to U+007E. */
    private static final int[] ASCII = {
        32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34,
        84, 84, 84, 53, 100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79, 60, 79, 69, 63, 61, 73, 68, 99,
        69, 61, 69, 39, 34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35, 63, 63, 28, 28, 58, 28, 97, 63, 61, 63, 63, 41, 52,
        39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84
    };

    // Bold advances of the same family are 12 % wider on average over lower-case letters.
    private static final double BOLD = 1.12;

    private TextWidth() {}

    /** Width in pixels at a font size in pixels. */
    public static double of(String text, double size) {
        double hundredths = text.codePoints().map(TextWidth::advance).sum();
        return hundredths * size / 100;
    }

    static double ofBold(String text, double size) {
        return BOLD * of(text, size);
    }

    /** The text, or as much of it as fits with an ellipsis. */
    static String fit(String text, double width, double size) {
        if (of(text, size) <= width) {
            return text;
        }
        int end = text.length();
        while (end > 1 && of(text.substring(0, end) + "…", size) > width) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end).stripTrailing() + "…";
    }

    /** The text on lines no wider than {@code width}, broken at spaces, the last of at most {@code lines} cut to fit. */
    static List<String> wrap(String text, double width, double size, int lines) {
        List<String> wrapped = new ArrayList<>();
        String rest = text.strip();
        while (!rest.isEmpty()) {
            if (wrapped.size() == lines - 1 || of(rest, size) <= width) {
                wrapped.add(fit(rest, width, size));
                break;
            }
            int cut = breakBefore(rest, width, size);
            wrapped.add(fit(rest.substring(0, cut).strip(), width, size));
            rest = rest.substring(cut).strip();
        }
        return wrapped;
    }

    private static int breakBefore(String text, double width, double size) {
        int cut = text.indexOf(' ');
        for (int at = cut; at > 0 && of(text.substring(0, at), size) <= width; at = text.indexOf(' ', at + 1)) {
            cut = at;
        }
        return cut > 0 ? cut : text.length();
    }

    private static int advance(int c) {
        if (c >= ' ' && c <= '~') {
            return ASCII[c - ' '];
        }
        // Superscript digits are narrow, ideographs a full em, the rest about as wide as a capital or a sign.
        if (c == '\u00b2' || c == '\u00b3' || c == '\u00b9' || (c >= '\u2070' && c <= '\u2079')) {
            return 40;
        }
        return c >= 0x1100 ? 100 : 84;
    }
}
