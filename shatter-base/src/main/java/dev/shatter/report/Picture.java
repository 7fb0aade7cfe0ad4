package dev.shatter.report;

import dev.shatter.report.chart.Chart;
import org.jspecify.annotations.Nullable;

/** What a figure shows: numbers to be drawn, or pixels that are there. */
public sealed interface Picture {

    /**
     * A chart.
     *
     * @param narrow the same for the screen of a phone; null where the chart itself is shown, to be moved sideways
     */
    record Drawn(Chart chart, @Nullable Chart narrow) implements Picture {}

    /**
     * Pixels, such as a contact sheet.
     *
     * @param png the bytes of a PNG file
     * @param width in pixels of a page, not of the file: a sheet of small images is often shown enlarged
     * @param sharp whether single pixels are to be seen when enlarged
     */
    record Pixels(byte[] png, int width, int height, boolean sharp) implements Picture {
        public Pixels {
            boolean magic =
                    png.length > 8 && (png[0] & 0xff) == 0x89 && png[1] == 'P' && png[2] == 'N' && png[3] == 'G';
            if (!magic || width < 1 || height < 1) {
                throw new IllegalArgumentException("not a PNG with a size");
            }
            png = png.clone();
        }
    }

    static Picture of(Chart chart) {
        return new Drawn(chart, null);
    }

    /** A chart with a drawing of its own for narrow screens. */
    static Picture of(Chart chart, Chart narrow) {
        return new Drawn(chart, narrow);
    }
}
