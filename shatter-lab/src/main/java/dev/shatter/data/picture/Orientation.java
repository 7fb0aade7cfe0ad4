package dev.shatter.data.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a camera was held: tag 0x0112 of a JPEG's Exif part (JEITA CP-3451, section 4.6.4), 1 to 8. Each is a mirror image
 * of the stored rows, or not, and a number of quarter turns.
 *
 * @param mirrored whether left and right are exchanged, before turning
 * @param turns quarter turns clockwise, 0 to 3
 */
record Orientation(boolean mirrored, int turns) {
    private static final Orientation UPRIGHT = new Orientation(false, 0);

    private static final Orientation[] BY_TAG = {
        UPRIGHT,
        new Orientation(true, 0),
        new Orientation(false, 2),
        new Orientation(true, 2),
        new Orientation(true, 3),
        new Orientation(false, 1),
        new Orientation(true, 1),
        new Orientation(false, 3)
    };

    private static final int ORIENTATION = 0x0112;

    /** Of an encoded picture; upright where it does not say, or says nonsense. */
    static Orientation of(byte[] encoded) {
        ByteBuffer jpeg = ByteBuffer.wrap(encoded);
        if (jpeg.remaining() < 4 || jpeg.getShort() != (short) 0xFFD8) {
            return UPRIGHT;
        }
        while (jpeg.remaining() >= 4) {
            int marker = Short.toUnsignedInt(jpeg.getShort());
            int length = Short.toUnsignedInt(jpeg.getShort()) - 2;
            // After the start of scan (0xFFDA) there are pixels.
            if (marker >>> 8 != 0xFF || marker == 0xFFDA || length < 0 || length > jpeg.remaining()) {
                return UPRIGHT;
            }
            if (marker == 0xFFE1 && length > 14 && jpeg.getInt(jpeg.position()) == 0x45786966) {
                return ofTiff(jpeg.slice(jpeg.position() + 6, length - 6));
            }
            jpeg.position(jpeg.position() + length);
        }
        return UPRIGHT;
    }

    private static Orientation ofTiff(ByteBuffer tiff) {
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int at = tiff.getInt(4);
        if (at < 8 || at > tiff.limit() - 2) {
            return UPRIGHT;
        }
        int entries = Short.toUnsignedInt(tiff.getShort(at));
        for (int entry = at + 2; entries > 0 && entry <= tiff.limit() - 12; entry += 12, entries--) {
            if (Short.toUnsignedInt(tiff.getShort(entry)) == ORIENTATION) {
                int tag = Short.toUnsignedInt(tiff.getShort(entry + 8));
                return tag < 1 || tag > BY_TAG.length ? UPRIGHT : BY_TAG[tag - 1];
            }
        }
        return UPRIGHT;
    }

    /** The picture as it was seen. */
    DecodedPicture upright(DecodedPicture stored) {
        DecodedPicture turned = mirrored ? mirror(stored) : stored;
        for (int i = 0; i < turns; i++) {
            turned = quarter(turned);
        }
        return turned;
    }

    private static DecodedPicture mirror(DecodedPicture from) {
        byte[] to = new byte[from.pixels().length];
        for (int row = 0; row < to.length; row += from.width()) {
            for (int x = 0; x < from.width(); x++) {
                to[row + x] = from.pixels()[row + from.width() - 1 - x];
            }
        }
        return new DecodedPicture(from.channels(), from.height(), from.width(), to);
    }

    private static DecodedPicture quarter(DecodedPicture from) {
        int height = from.height();
        int width = from.width();
        byte[] to = new byte[from.pixels().length];
        for (int plane = 0; plane < to.length; plane += height * width) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    to[plane + x * height + height - 1 - y] = from.pixels()[plane + y * width + x];
                }
            }
        }
        return new DecodedPicture(from.channels(), /* height= */ width, /* width= */ height, to);
    }
}
