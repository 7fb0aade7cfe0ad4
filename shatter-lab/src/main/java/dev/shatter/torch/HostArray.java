package dev.shatter.torch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * An array in host memory, row-major and little-endian, as files hold it: what {@link Npy}, {@link Npz} and
 * {@link Safetensors} read and write. Loads nothing native.
 *
 * @param type element type
 * @param shape sizes, outermost first; empty for a scalar
 * @param data exactly Π shape · type.bytes() bytes, direct, little-endian, from position 0; at most 2 GiB
 */
public record HostArray(Type type, List<Integer> shape, ByteBuffer data) {
    /** Element types, named as in safetensors. */
    public enum Type {
        BOOL(1),
        U8(1),
        I32(4),
        I64(8),
        /** Upper half of an F32; kept as bytes. */
        BF16(2),
        F32(4),
        F64(8);

        private final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }

        public int bytes() {
            return bytes;
        }
    }

    /** Largest array, in bytes: what one buffer can address. */
    public static final long MAX_BYTES = Integer.MAX_VALUE;

    public HostArray {
        shape = List.copyOf(shape);
        if (!data.isDirect() || data.order() != ByteOrder.LITTLE_ENDIAN) {
            throw new IllegalArgumentException("a host array lives in a direct little-endian buffer");
        }
        if (data.capacity() != count(shape) * type.bytes()) {
            throw new IllegalArgumentException(data.capacity() + " bytes for " + type + " " + shape);
        }
    }

    /** Fresh zeroed memory. */
    public static HostArray allocate(Type type, List<Integer> shape) {
        long bytes = Math.multiplyExact(count(shape), (long) type.bytes());
        if (bytes > MAX_BYTES) {
            throw new IllegalArgumentException("more than 2 GiB: " + type + " " + shape);
        }
        return new HostArray(type, shape, ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.LITTLE_ENDIAN));
    }

    public static HostArray of(float[] values, Integer... shape) {
        HostArray array = allocate(Type.F32, List.of(shape));
        array.view().asFloatBuffer().put(values);
        return array;
    }

    public static HostArray of(double[] values, Integer... shape) {
        HostArray array = allocate(Type.F64, List.of(shape));
        array.view().asDoubleBuffer().put(values);
        return array;
    }

    public static HostArray of(int[] values, Integer... shape) {
        HostArray array = allocate(Type.I32, List.of(shape));
        array.view().asIntBuffer().put(values);
        return array;
    }

    public static HostArray of(long[] values, Integer... shape) {
        HostArray array = allocate(Type.I64, List.of(shape));
        array.view().asLongBuffer().put(values);
        return array;
    }

    /** Bytes as unsigned numbers. */
    public static HostArray of(byte[] values, Integer... shape) {
        HostArray array = allocate(Type.U8, List.of(shape));
        array.view().put(values);
        return array;
    }

    /** Number of elements; 1 for a scalar. */
    public int count() {
        return data.capacity() / type.bytes();
    }

    /** The shape as libtorch wants it. */
    public long[] sizes() {
        return shape.stream().mapToLong(Integer::longValue).toArray();
    }

    /** An independent view of the data: own position, whole range, little-endian. */
    public ByteBuffer view() {
        return data.duplicate().order(ByteOrder.LITTLE_ENDIAN).clear();
    }

    /** The element at a flat index as a double; exact except for I64 beyond 2^53. */
    public double at(int index) {
        return switch (type) {
            case BOOL, U8 -> data.get(index) & 0xFF;
            case I32 -> data.getInt(4 * index);
            case I64 -> data.getLong(8 * index);
            case BF16 -> Float.intBitsToFloat((data.getShort(2 * index) & 0xFFFF) << 16);
            case F32 -> data.getFloat(4 * index);
            case F64 -> data.getDouble(8 * index);
        };
    }

    /** A copy as doubles. */
    public double[] doubles() {
        double[] values = new double[count()];
        if (type == Type.F64) {
            view().asDoubleBuffer().get(values);
        } else {
            Arrays.setAll(values, this::at);
        }
        return values;
    }

    /** A copy as floats, rounded to nearest where the type is wider. */
    public float[] floats() {
        float[] values = new float[count()];
        if (type == Type.F32) {
            view().asFloatBuffer().get(values);
        } else {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) at(i);
            }
        }
        return values;
    }

    /**
     * A copy as whole numbers.
     *
     * @throws IllegalStateException if the type is a floating-point one
     */
    public long[] longs() {
        long[] values = new long[count()];
        switch (type) {
            case BOOL, U8, I32 -> Arrays.setAll(values, i -> (long) at(i));
            case I64 -> view().asLongBuffer().get(values);
            default -> throw new IllegalStateException(type + " does not hold whole numbers");
        }
        return values;
    }

    /** For people: {@code F32 [10, 512]}. */
    @Override
    public String toString() {
        return type + " " + shape;
    }

    static long count(List<Integer> shape) {
        long count = 1;
        for (int size : shape) {
            if (size < 0) {
                throw new IllegalArgumentException("negative size in " + shape);
            }
            count = Math.multiplyExact(count, size);
        }
        return count;
    }
}
