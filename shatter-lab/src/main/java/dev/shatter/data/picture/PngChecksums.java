package dev.shatter.data.picture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;

/** The CRC-32 of a PNG's chunks (W3C, PNG Specification, section 5), which the JDK's decoder does not look at. */
final class PngChecksums {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int END = 0x49454E44;

    private PngChecksums() {}

    static boolean isPng(byte[] bytes) {
        return bytes.length > 8 && Arrays.equals(bytes, 0, 8, SIGNATURE, 0, 8);
    }

    /**
     * Checks every chunk up to the last.
     *
     * @throws IOException if one does not have its checksum, or the last is missing
     */
    static void check(byte[] png) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(png).position(SIGNATURE.length);
        for (int type = 0; type != END; ) {
            if (bytes.remaining() < 12) {
                throw new IOException("it is cut short");
            }
            int length = bytes.getInt();
            if (length < 0 || length > bytes.remaining() - 8) {
                throw new IOException("it is cut short");
            }
            CRC32 crc = new CRC32();
            crc.update(png, bytes.position(), 4 + length);
            type = bytes.getInt();
            bytes.position(bytes.position() + length);
            if (bytes.getInt() != (int) crc.getValue()) {
                throw new IOException("a part of it does not have its CRC-32");
            }
        }
    }
}
