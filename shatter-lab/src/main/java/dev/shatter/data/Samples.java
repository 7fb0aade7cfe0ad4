package dev.shatter.data;

import dev.shatter.core.BadInput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

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
        if (!buffer.isDirect() || buffer.order() != ByteOrder.LITTLE_ENDIAN || buffer.position() != 0) {
            throw new IllegalArgumentException("samples live in a direct little-endian buffer from position 0");
        }
        if (buffer.capacity() != size(type, shape, count)) {
            throw new IllegalArgumentException(
                    "buffer holds " + buffer.capacity() + " bytes for " + count + " of " + shape);
        }
    }

    /**
     * Fresh memory for {@code count} samples.
     *
     * @throws BadInput if one split would need more than 2 GiB
     */
    public static Samples allocate(Type type, Shape shape, int count) {
        long size = size(type, shape, count);
        if (size > Integer.MAX_VALUE) {
            throw BadInput.in(
                    "data of " + count + " x " + shape,
                    "needs " + (size >> 20) + " MiB for one split, above the 2 GiB limit",
                    "use fewer samples or smaller images");
        }
        return new Samples(
                type, shape, count, ByteBuffer.allocateDirect((int) size).order(ByteOrder.LITTLE_ENDIAN));
    }

    /** Number of values in one sample. */
    public int elements() {
        return Math.toIntExact(shape.elements());
    }

    /** Bytes one sample takes. */
    public int stride() {
        return elements() * type.bytes();
    }

    /** Copies sample {@code index} as it lies in memory; safe from several threads. */
    public void copy(int index, byte[] into) {
        buffer.get(index * stride(), into, 0, stride());
    }

    /** Sets sample {@code index} from its bytes in memory, while the samples are being made. */
    public void set(int index, byte[] from) {
        buffer.put(index * stride(), from, 0, stride());
    }

    /** Copies sample {@code index} as numbers: bytes divided by 255. */
    public void copy(int index, float[] into) {
        int elements = elements();
        if (type == Type.F32) {
            floats().get(index * elements, into, 0, elements);
        } else {
            for (int i = 0, at = index * elements; i < elements; i++) {
                into[i] = (buffer.get(at + i) & 0xFF) / 255f;
            }
        }
    }

    /** Sets sample {@code index} of float samples, while they are being made. */
    public void set(int index, float[] from) {
        floats().put(index * elements(), from, 0, elements());
    }

    /** The samples at these places, in this order, in fresh memory. */
    public Samples select(int[] indices) {
        Samples chosen = allocate(type, shape, indices.length);
        byte[] sample = new byte[stride()];
        for (int i = 0; i < indices.length; i++) {
            copy(indices[i], sample);
            chosen.set(i, sample);
        }
        return chosen;
    }

    /** The samples from {@code start} to before {@code end}, in the same memory. */
    public Samples range(int start, int end) {
        ByteBuffer part = buffer.slice(start * stride(), (end - start) * stride());
        return new Samples(type, shape, end - start, part.order(ByteOrder.LITTLE_ENDIAN));
    }

    /** The values of float samples, as a view of the whole buffer. */
    public FloatBuffer floats() {
        if (type != Type.F32) {
            throw new IllegalStateException("these samples are bytes");
        }
        return buffer.asFloatBuffer();
    }

    private static long size(Type type, Shape shape, int count) {
        return Math.multiplyExact(shape.elements(), (long) count) * type.bytes();
    }
}
