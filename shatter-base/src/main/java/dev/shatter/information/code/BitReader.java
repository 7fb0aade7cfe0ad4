package dev.shatter.information.code;

import dev.shatter.core.BadInput;

/** Reads what {@link BitWriter} wrote. Behind the last bit there are zeros without end. */
public final class BitReader {
    private final byte[] bytes;
    private final long count;
    private long place;

    /** @param count number of bits; those of the bytes behind are not read */
    public BitReader(byte[] bytes, long count) {
        this.bytes = bytes.clone();
        this.count = Math.min(count, 8L * bytes.length);
    }

    /** The next bit. */
    public boolean bit() {
        if (place >= count) {
            place++;
            return false;
        }
        int octet = bytes[(int) (place / 8)];
        boolean one = (octet >>> (7 - place % 8) & 1) == 1;
        place++;
        return one;
    }

    /** The next bits as a number, highest first. */
    public long bits(int width) {
        long value = 0;
        for (int i = 0; i < width; i++) {
            value = value << 1 | (bit() ? 1 : 0);
        }
        return value;
    }

    /**
     * A number in Elias gamma code.
     *
     * @throws BadInput if the bits are no such code
     */
    public long gamma() {
        int zeros = 0;
        while (!bit()) {
            zeros++;
            if (zeros > 62 || place > count) {
                throw BadInput.in(
                        "network code, bit " + place, "holds no number", "give the bits as they were written");
            }
        }
        return 1L << zeros | bits(zeros);
    }
}
