package dev.shatter.curvature;

import dev.shatter.torch.Generators;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Random vectors by seed and name; they belong to the innermost scope. */
public final class Vectors {
    private Vectors() {}

    /** Independent standard normal values. */
    public static Tensor gaussian(long size, ScalarType type, long seed, Object... path) {
        return torch.randn(new long[] {size}, Generators.of(seed, path), new TensorOptions(ScalarType.Float))
                .to(type);
    }

    /** Independent values ±1 with equal probability. */
    public static Tensor rademacher(long size, ScalarType type, long seed, Object... path) {
        return torch.randint(0, 2, new long[] {size}, Generators.of(seed, path), new TensorOptions(ScalarType.Float))
                .mul(new Scalar(2.0))
                .sub(new Scalar(1.0))
                .to(type);
    }

    /** a · b, summed in fp64. */
    public static double dot(Tensor a, Tensor b) {
        return a.to(ScalarType.Double).dot(b.to(ScalarType.Double)).item_double();
    }

    /** ‖a‖₂, summed in fp64. */
    public static double norm(Tensor a) {
        return a.to(ScalarType.Double).norm().item_double();
    }
}
