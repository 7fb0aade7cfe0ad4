package dev.shatter.information.code;

import java.io.ByteArrayOutputStream;

/** Bits one after another, the first in a byte's highest place. */
public final class BitWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int current;
    private long count;

    /** One bit. */
    public void bit(boolean one) {
        current = current << 1 | (one ? 1 : 0);
        count++;
        if (count % 8 == 0) {
            bytes.write(current);
            current = 0;
        }
    }

    /** The lowest {@code width} bits of a value, highest first. */
    public void bits(long value, int width) {
        for (int i = width - 1; i >= 0; i--) {
            bit((value >>> i & 1) == 1);
        }
    }

    /** Elias gamma code of a whole number ≥ 1: as many zeros as digits follow the first, then the number. */
    public void gamma(long value) {
        if (value < 1) {
            throw new IllegalArgumentException("Elias gamma code of " + value);
        }
        int digits = 64 - Long.numberOfLeadingZeros(value);
        bits(0, digits - 1);
        bits(value, digits);
    }

    /** Number of bits written. */
    public long count() {
        return count;
    }

    /** All bits, the last byte filled up with zeros. */
    public byte[] toBytes() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(bytes.toByteArray());
        int left = (int) (count % 8);
        if (left > 0) {
            whole.write(current << (8 - left));
        }
        return whole.toByteArray();
    }
}
