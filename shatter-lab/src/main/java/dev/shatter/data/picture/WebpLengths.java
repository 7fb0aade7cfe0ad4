package dev.shatter.data.picture;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The length that a WebP file says it has: a decoder of lossy pictures may fill up what a cut file lacks. A WebP carries no
 * checksum.
 */
final class WebpLengths {
    /** {@code RIFF}, a length of four bytes, little-endian, of what follows it, {@code WEBP}. */
    private static final int HEADER = 12;

    private WebpLengths() {}

    static boolean isWebp(byte[] encoded) {
        return encoded.length >= HEADER
                && tag(encoded, 0).equals("RIFF")
                && tag(encoded, 8).equals("WEBP");
    }

    /**
     * Refuses a file that is shorter than it says.
     *
     * @throws EOFException if it is
     */
    static void check(byte[] encoded) throws IOException {
        long said = 8
                + Integer.toUnsignedLong(
                        ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN).getInt(4));
        if (encoded.length < said) {
            throw new EOFException("cut short: " + encoded.length + " of " + said + " bytes");
        }
    }

    private static String tag(byte[] encoded, int at) {
        return new String(encoded, at, 4, StandardCharsets.US_ASCII);
    }
}
