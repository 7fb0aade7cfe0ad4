package dev.shatter.train;

import dev.shatter.torch.StepScope;
import java.util.Arrays;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/** A number for each of m models, which spreads over the parameters of each. Owns native memory: close it. */
final class PerModel implements AutoCloseable {
    private final Tensor tensor;
    private final double[] values;
    private final @Nullable DoublePointer doubles;
    private final @Nullable FloatPointer floats;

    PerModel(ScalarType type, double... values) {
        this.values = values.clone();
        try (StepScope scope = StepScope.open()) {
            // One number spreads over tensors of any dimension.
            long[] sizes = values.length == 1 ? new long[] {1} : new long[] {values.length, 1};
            tensor = scope.keep(torch.zeros(sizes, new TensorOptions(type)));
            boolean wide = type == ScalarType.Double;
            doubles = wide ? tensor.data_ptr_double() : null;
            floats = wide ? null : tensor.data_ptr_float();
        }
        for (int i = 0; i < values.length; i++) {
            put(i, values[i]);
        }
    }

    void put(int model, double value) {
        values[model] = value;
        if (doubles != null) {
            doubles.put(model, value);
        } else if (floats != null) {
            floats.put(model, (float) value);
        }
    }

    double get(int model) {
        return values[model];
    }

    boolean isZero() {
        return Arrays.stream(values).allMatch(value -> value == 0);
    }

    Tensor tensor() {
        return tensor;
    }

    @Override
    public void close() {
        tensor.close();
    }
}
