package dev.shatter.data.describe;

import dev.shatter.data.Samples;
import dev.shatter.data.Shape;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * How one sample is drawn on a contact sheet.
 *
 * @param width in screen pixels
 * @param height in screen pixels
 * @param low value drawn black, or at the bottom of a plot
 * @param high value drawn white, or at the top of a plot
 */
record Tile(int width, int height, double low, double high) {
    private static final int IMAGE_SIDE = 64;
    private static final int MAX_SIDE = 160;
    private static final Color FRAME = new Color(0xDDDDDD);
    private static final Color LINE = new Color(0x0072B2);

    /** One size and scale for all rows: bytes are drawn from 0 to 1, floats alone over the range of those shown. */
    static Tile forRows(List<ContactSheet.Row> rows) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        boolean bytes = false;
        for (ContactSheet.Row row : rows) {
            bytes |= row.samples().type() == Samples.Type.U8;
            float[] values = new float[row.samples().elements()];
            for (int place : row.places()) {
                row.samples().copy(place, values);
                for (float value : values) {
                    low = Math.min(low, value);
                    high = Math.max(high, value);
                }
            }
        }
        if (rows.isEmpty() || bytes || low > high) {
            low = 0;
            high = 1;
        }
        Shape shape = rows.isEmpty() ? Shape.of(1) : rows.get(0).samples().shape();
        if (!shape.isImage()) {
            return new Tile(96, IMAGE_SIDE, low, high == low ? low + 1 : high);
        }
        double longest = Math.max(shape.height(), shape.width());
        // Whole multiples keep small pixels square and sharp; only large images shrink.
        double scale = longest > MAX_SIDE ? MAX_SIDE / longest : Math.max(1, Math.floor(IMAGE_SIDE / longest));
        return new Tile(
                (int) Math.max(1, shape.width() * scale),
                (int) Math.max(1, shape.height() * scale),
                low,
                high == low ? low + 1 : high);
    }

    void draw(Graphics2D g, Samples samples, int index, int x, int y) {
        float[] values = new float[samples.elements()];
        samples.copy(index, values);
        if (samples.shape().isImage()) {
            g.setRenderingHint(
                    RenderingHints.KEY_INTERPOLATION,
                    samples.shape().height() > MAX_SIDE
                            ? RenderingHints.VALUE_INTERPOLATION_BILINEAR
                            : RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
            g.drawImage(image(samples.shape(), values), x, y, width, height, null);
        } else {
            plot(g, values, x, y);
        }
    }

    /** Three channels as red, green, blue; otherwise the first as grey. */
    private BufferedImage image(Shape shape, float[] values) {
        int area = shape.height() * shape.width();
        int step = shape.channels() == 3 ? area : 0;
        BufferedImage image = new BufferedImage(shape.width(), shape.height(), BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < area; i++) {
            int rgb = level(values[i]) << 16 | level(values[i + step]) << 8 | level(values[i + 2 * step]);
            image.setRGB(i % shape.width(), i / shape.width(), rgb);
        }
        return image;
    }

    private int level(double value) {
        return (int) Math.round(255 * Math.min(1, Math.max(0, (value - low) / (high - low))));
    }

    private void plot(Graphics2D g, float[] values, int x, int y) {
        g.setColor(FRAME);
        g.drawRect(x, y, width - 1, height - 1);
        if (low < 0 && high > 0) {
            int zero = y + (int) Math.round((height - 1) * high / (high - low));
            g.drawLine(x, zero, x + width - 1, zero);
        }
        Path2D line = new Path2D.Double();
        for (int i = 0; i < values.length; i++) {
            double across = x + 2 + (width - 5) * (values.length == 1 ? 0.5 : (double) i / (values.length - 1));
            double up = Math.min(1, Math.max(0, (values[i] - low) / (high - low)));
            double down = y + 2 + (height - 5) * (1 - up);
            if (i == 0) {
                line.moveTo(across, down);
            }
            line.lineTo(across, down);
        }
        g.setColor(LINE);
        g.setStroke(new BasicStroke(1.3f));
        g.draw(line);
        g.setStroke(new BasicStroke(1));
    }
}
