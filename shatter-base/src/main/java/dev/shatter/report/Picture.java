package dev.shatter.report;

import dev.shatter.report.chart.Chart;

/** What a figure shows: numbers to be drawn, or pixels that are there. */
public sealed interface Picture {

    /** A chart. */
    record Drawn(Chart chart) implements Picture {}

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
        return new Drawn(chart);
    }
}
