package dev.shatter.data.picture;

import dev.shatter.core.BadInput;
import dev.shatter.core.Parameter;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;

/** What is seen through transparent pixels; a picture whose pixels are all opaque is the same on each. */
enum Backdrop {
    /** A picture with transparent pixels is refused: its shape may be in the transparency alone. */
    REFUSE,
    WHITE,
    BLACK,
    /** The colours as they are stored, transparent or not. */
    IGNORE;

    static final Parameter OPTION = Parameter.choice(
                    "alpha",
                    List.of("refuse", "white", "black", "ignore"),
                    "transparent pixels: an error, seen before white or black, or their stored colour")
            .later();

    static Backdrop named(String option) {
        return valueOf(option.toUpperCase(Locale.ROOT));
    }

    /** The image with nothing transparent left in it. */
    BufferedImage under(BufferedImage image, String where) {
        if (this == IGNORE || !image.getColorModel().hasAlpha() || isOpaque(image)) {
            return image;
        }
        if (this == REFUSE) {
            throw BadInput.in(
                    where,
                    "has transparent pixels",
                    "say what is behind them with ,alpha=white or ,alpha=black, or ,alpha=ignore for the stored colours");
        }
        BufferedImage flat = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = flat.createGraphics();
        graphics.drawImage(image, 0, 0, this == WHITE ? Color.WHITE : Color.BLACK, null);
        graphics.dispose();
        return flat;
    }

    private static boolean isOpaque(BufferedImage image) {
        int[] row = new int[image.getWidth()];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, row.length, 1, row, 0, row.length);
            for (int pixel : row) {
                if (pixel >>> 24 != 0xFF) {
                    return false;
                }
            }
        }
        return true;
    }
}
