package dev.shatter.torch;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Between Java arrays or buffers and tensors. Results belong to the innermost {@link StepScope}. */
public final class Tensors {
    static {
        Natives.load();
    }

    private Tensors() {}

    /**
     * A tensor on a direct buffer's own memory, from its position on, without a copy: memory-mapped data becomes a tensor
     * at no cost.
     *
     * <p>Writing to the tensor writes to the buffer. The caller keeps the buffer reachable for as long as the tensor, or a
     * view of it, is in use; keeping both in one record is the way.
     *
     * @param buffer direct, in native byte order
     * @param type element type, for instance {@code ScalarType.Byte}
     * @param shape needs no more bytes than remain in the buffer
     */
    public static Tensor view(ByteBuffer buffer, ScalarType type, long... shape) {
        long bytes = elements(shape) * torch.elementSize(type);
        if (!buffer.isDirect() || bytes > buffer.remaining()) {
            throw new IllegalArgumentException("a view of " + bytes + " bytes needs a direct buffer of that size, got "
                    + (buffer.isDirect() ? "" : "heap ") + buffer.remaining());
        }
        try (StepScope scope = StepScope.open()) {
            return scope.pass(torch.from_blob(address(buffer), shape, new TensorOptions(type)));
        }
    }

    /** A copy of the array as an fp32 tensor. */
    public static Tensor of(float[] values, long... shape) {
        check(values.length, shape);
        try (StepScope scope = StepScope.open()) {
            Tensor view = torch.from_blob(new FloatPointer(values), shape, new TensorOptions(ScalarType.Float));
            return scope.pass(view.clone());
        }
    }

    /** A copy of the array as an fp64 tensor. */
    public static Tensor of(double[] values, long... shape) {
        check(values.length, shape);
        try (StepScope scope = StepScope.open()) {
            Tensor view = torch.from_blob(new DoublePointer(values), shape, new TensorOptions(ScalarType.Double));
            return scope.pass(view.clone());
        }
    }

    /** A copy of the array as an int64 tensor: labels, indices. */
    public static Tensor of(long[] values, long... shape) {
        check(values.length, shape);
        try (StepScope scope = StepScope.open()) {
            Tensor view = torch.from_blob(new LongPointer(values), shape, new TensorOptions(ScalarType.Long));
            return scope.pass(view.clone());
        }
    }

    /** A copy of the array as a one-dimensional int64 tensor. */
    public static Tensor indices(int... values) {
        long[] wide = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return of(wide, wide.length);
    }

    /** The values in row-major order, converted to fp32. */
    public static float[] floats(Tensor tensor) {
        try (StepScope scope = StepScope.open()) {
            float[] values = new float[Math.toIntExact(tensor.numel())];
            new FloatPointer(rowMajor(tensor, ScalarType.Float)).get(values);
            return values;
        }
    }

    /** The values in row-major order, converted to fp64. */
    public static double[] doubles(Tensor tensor) {
        try (StepScope scope = StepScope.open()) {
            double[] values = new double[Math.toIntExact(tensor.numel())];
            new DoublePointer(rowMajor(tensor, ScalarType.Double)).get(values);
            return values;
        }
    }

    /** The values in row-major order, converted to int64. */
    public static long[] longs(Tensor tensor) {
        try (StepScope scope = StepScope.open()) {
            long[] values = new long[Math.toIntExact(tensor.numel())];
            new LongPointer(rowMajor(tensor, ScalarType.Long)).get(values);
            return values;
        }
    }

    /** A copy of the tensor's bytes, row-major, in its own element type: what file formats write. */
    public static ByteBuffer bytes(Tensor tensor) {
        try (StepScope scope = StepScope.open()) {
            long size = tensor.numel() * tensor.element_size();
            ByteBuffer copy = ByteBuffer.allocateDirect(Math.toIntExact(size)).order(ByteOrder.nativeOrder());
            if (size > 0) {
                Pointer.memcpy(new BytePointer(copy), rowMajor(tensor, tensor.scalar_type()), size);
            }
            return copy;
        }
    }

    /** A copy of raw bytes, native order, as a tensor of the given type: what file formats read. */
    public static Tensor copy(ByteBuffer bytes, ScalarType type, long... shape) {
        ByteBuffer direct = bytes;
        if (!bytes.isDirect()) {
            direct = ByteBuffer.allocateDirect(bytes.remaining()).order(ByteOrder.nativeOrder());
            direct.put(bytes.duplicate()).flip();
        }
        try (StepScope scope = StepScope.open()) {
            return scope.pass(view(direct, type, shape).clone());
        } finally {
            // The view does not hold the buffer: it must live until the copy was made.
            Reference.reachabilityFence(direct);
        }
    }

    /** All values of some of these tensors, one tensor after another, in one vector; belongs to the innermost scope. */
    public static Tensor joined(TensorVector tensors, long from, long to) {
        TensorVector flat = new TensorVector();
        for (long i = from; i < to; i++) {
            flat.push_back(tensors.get(i).reshape(-1));
        }
        return torch.cat(flat, 0);
    }

    /** A copy in host memory, row-major: what file formats write. Booleans, bytes, int32, int64, bf16, fp32 and fp64. */
    public static HostArray host(Tensor tensor) {
        List<Integer> shape =
                Arrays.stream(tensor.shape()).mapToObj(Math::toIntExact).toList();
        return new HostArray(hostType(tensor.scalar_type()), shape, bytes(tensor));
    }

    /** A copy of an array as a tensor of the same type and shape. */
    public static Tensor of(HostArray array) {
        return copy(array.view(), scalarType(array.type()), array.sizes());
    }

    /** libtorch's name for a host array's element type. */
    public static ScalarType scalarType(HostArray.Type type) {
        return switch (type) {
            case BOOL -> ScalarType.Bool;
            case U8 -> ScalarType.Byte;
            case I32 -> ScalarType.Int;
            case I64 -> ScalarType.Long;
            case BF16 -> ScalarType.BFloat16;
            case F32 -> ScalarType.Float;
            case F64 -> ScalarType.Double;
        };
    }

    private static HostArray.Type hostType(ScalarType type) {
        return Arrays.stream(HostArray.Type.values())
                .filter(host -> scalarType(host) == type.intern())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no file format here holds " + type));
    }

    private static Pointer rowMajor(Tensor tensor, ScalarType type) {
        return tensor.detach().to(type).cpu().contiguous().data_ptr();
    }

    private static Pointer address(ByteBuffer buffer) {
        // JavaCPP points at the buffer's start and remembers the position; torch needs the address itself.
        BytePointer start = new BytePointer(buffer.duplicate().position(0));
        return start.getPointer(buffer.position());
    }

    private static void check(int values, long[] shape) {
        if (values != elements(shape)) {
            throw new IllegalArgumentException(values + " values for shape " + Arrays.toString(shape));
        }
    }

    private static long elements(long[] shape) {
        long product = 1;
        for (long size : shape) {
            product = Math.multiplyExact(product, size);
        }
        return product;
    }
}
