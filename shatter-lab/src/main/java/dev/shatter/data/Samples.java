package dev.shatter.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Inputs of one split, one after another in row-major order: [count, shape…]; images channel first.
 *
 * <p>Bytes stand for value / 255 in [0, 1]; floats for themselves. The buffer is direct, little-endian, read-only by
 * convention and starts at position 0; usually it is a memory-mapped cache file.
 *
 * @param type bytes or floats
 * @param shape shape of one sample
 * @param count number of samples
 * @param buffer exactly count · shape.elements() · type.bytes() bytes, at most 2 GiB
 */
public record Samples(Type type, Shape shape, int count, ByteBuffer buffer) {
    /** Element types. */
    public enum Type {
        U8(1),
        F32(4);

        private final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }

        public int bytes() {
            return bytes;
        }
    }

    public Samples {
        if (!buffer.isDirect() || buffer.order() != ByteOrder.LITTLE_ENDIAN) {
            throw new IllegalArgumentException("samples live in a direct little-endian buffer");
        }
        if (buffer.capacity() != size(type, shape, count)) {
            throw new IllegalArgumentException(
                    "buffer holds " + buffer.capacity() + " bytes for " + count + " of " + shape);
        }
    }

    /** Fresh memory for {@code count} samples. */
    public static Samples allocate(Type type, Shape shape, int count) {
        long size = size(type, shape, count);
        if (size > Integer.MAX_VALUE) {
            throw dev.shatter.core.BadInput.in(
                    "data of " + count + " x " + shape,
                    "needs " + (size >> 20) + " MiB for one split, above the 2 GiB limit",
                    "use fewer samples or smaller images");
        }
        return new Samples(
                type, shape, count, ByteBuffer.allocateDirect((int) size).order(ByteOrder.LITTLE_ENDIAN));
    }

    private static long size(Type type, Shape shape, int count) {
        return shape.elements() * count * type.bytes();
    }
}
