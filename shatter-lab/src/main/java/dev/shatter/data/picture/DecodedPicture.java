package dev.shatter.data.picture;

import dev.shatter.core.BadInput;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A decoded PNG, JPEG, WebP or BMP of 8 bits a channel, upright: grey or red, green, blue; channel first.
 *
 * @param channels 1 or 3
 * @param pixels channels · height · width bytes
 */
record DecodedPicture(int channels, int height, int width, byte[] pixels) {
    /** A picture of more pixels than this is refused before its pixels are decoded. */
    private static final long MAX_PIXELS = 1L << 24;

    /** Stray bytes before a marker, which old cameras leave, take nothing away. */
    private static final Pattern DAMAGE =
            Pattern.compile("(?i)^(?!.*extraneous bytes).*(premature|truncated|missing|corrupt)");

    /**
     * Decodes one picture to its end.
     *
     * @param behind what is seen through transparent pixels
     * @param where what to name in messages
     */
    static DecodedPicture decode(byte[] encoded, Backdrop behind, String where) {
        try {
            if (PngChecksums.isPng(encoded)) {
                PngChecksums.check(encoded);
            }
            if (WebpLengths.isWebp(encoded)) {
                WebpLengths.check(encoded);
            }
        } catch (IOException e) {
            throw undecodable(where, String.valueOf(e.getMessage()), e);
        }
        DecodedPicture stored = stored(encoded, behind, where);
        return Orientation.of(encoded).upright(stored);
    }

    private static DecodedPicture stored(byte[] encoded, Backdrop behind, String where) {
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(encoded))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw undecodable(where, "it is neither PNG, JPEG, WebP nor BMP", null);
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
                if (pixels > MAX_PIXELS) {
                    throw BadInput.in(
                            where,
                            "is " + reader.getWidth(0) + " x " + reader.getHeight(0)
                                    + " pixels, above the limit of 16 million",
                            "scale the pictures down");
                }
                List<String> damage = new ArrayList<>();
                // The JDK's JPEG decoder fills up what is missing and only mentions it.
                reader.addIIOReadWarningListener((source, warning) -> damage.add(warning));
                BufferedImage image = reader.read(0);
                for (String warning : damage) {
                    if (DAMAGE.matcher(warning).find()) {
                        throw undecodable(where, warning, null);
                    }
                }
                return pixels(behind.under(image, where), where);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            // The decoders of the JDK throw what they please on damaged input.
            throw e instanceof BadInput bad ? bad : undecodable(where, String.valueOf(e.getMessage()), e);
        }
    }

    private static BadInput undecodable(String where, String reason, @Nullable Exception e) {
        String problem = "cannot be decoded (" + reason + ")";
        String remedy = "save it again as an 8-bit PNG or JPEG, or remove it";
        return e == null ? BadInput.in(where, problem, remedy) : BadInput.in(where, problem, remedy, e);
    }

    private static DecodedPicture pixels(BufferedImage image, String where) {
        Raster raster = image.getRaster();
        int size = image.getWidth() * image.getHeight();
        if (image.getColorModel().getComponentSize(0) > 8) {
            throw BadInput.in(
                    where,
                    "has " + image.getColorModel().getComponentSize(0) + " bits a channel",
                    "save it with 8 bits a channel");
        }
        boolean indexed = image.getColorModel() instanceof IndexColorModel;
        // Grey samples are taken as they are: getRGB would pass them through a colour space conversion.
        if (!indexed && raster.getNumBands() <= 2) {
            int[] grey = raster.getSamples(0, 0, image.getWidth(), image.getHeight(), 0, (int[]) null);
            byte[] pixels = new byte[size];
            for (int i = 0; i < size; i++) {
                pixels[i] = (byte) grey[i];
            }
            return new DecodedPicture(1, image.getHeight(), image.getWidth(), pixels);
        }
        boolean grey = indexed && isGrey((IndexColorModel) image.getColorModel());
        byte[] pixels = new byte[grey ? size : 3 * size];
        if (image.getType() == BufferedImage.TYPE_3BYTE_BGR
                && raster.getDataBuffer() instanceof DataBufferByte data
                && raster.getSampleModel() instanceof PixelInterleavedSampleModel model
                && model.getScanlineStride() == 3 * image.getWidth()) {
            byte[] bgr = data.getData();
            for (int i = 0, at = 0; i < size; i++) {
                pixels[2 * size + i] = bgr[at++];
                pixels[size + i] = bgr[at++];
                pixels[i] = bgr[at++];
            }
        } else {
            int[] rgb = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
            for (int i = 0; i < size; i++) {
                pixels[i] = (byte) (rgb[i] >> 16);
                if (!grey) {
                    pixels[size + i] = (byte) (rgb[i] >> 8);
                    pixels[2 * size + i] = (byte) rgb[i];
                }
            }
        }
        return new DecodedPicture(grey ? 1 : 3, image.getHeight(), image.getWidth(), pixels);
    }

    private static boolean isGrey(IndexColorModel palette) {
        for (int i = 0; i < palette.getMapSize(); i++) {
            if (palette.getRed(i) != palette.getGreen(i) || palette.getRed(i) != palette.getBlue(i)) {
                return false;
            }
        }
        return true;
    }

    /** The same picture in three equal channels. */
    DecodedPicture coloured() {
        if (channels == 3) {
            return this;
        }
        byte[] three = new byte[3 * pixels.length];
        for (int c = 0; c < 3; c++) {
            System.arraycopy(pixels, 0, three, c * pixels.length, pixels.length);
        }
        return new DecodedPicture(3, height, width, three);
    }
}
