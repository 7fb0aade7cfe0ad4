package dev.shatter.torch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * How fast and how exactly this machine multiplies matrices: C = A·B for Gaussian n × n matrices.
 *
 * @param gflops 2 n³ / seconds / 10⁹ for the fastest of the repetitions
 * @param error ‖C v − A (B v)‖ / ‖C v‖ for a Gaussian v, the right-hand side in fp64: Freivalds' check; about 10⁻⁶ for fp32
 *     and 10⁻² for bf16 when the library works
 */
public record MatrixProduct(double gflops, double error) {
    private static final int REPETITIONS = 5;

    /**
     * Multiplies with the threads in use, see {@link Threads}.
     *
     * @param size n; 1024 takes a few hundredths of a second
     * @param precision FP32 or BF16
     */
    public static MatrixProduct measure(int size, Precision precision) {
        Natives.load();
        ScalarType type = precision == Precision.BF16 ? ScalarType.BFloat16 : ScalarType.Float;
        try (StepScope scope = StepScope.open()) {
            Generators.seed(0, "matrix product", size);
            Tensor a = torch.randn(size, size).to(type);
            Tensor b = torch.randn(size, size).to(type);
            Tensor v = torch.randn(size, 1).to(ScalarType.Double);
            Tensor product = a.mm(b);
            double fastest = Double.POSITIVE_INFINITY;
            for (int i = 0; i < REPETITIONS; i++) {
                try (StepScope once = StepScope.open()) {
                    long start = System.nanoTime();
                    a.mm(b);
                    fastest = Math.min(fastest, (System.nanoTime() - start) / 1e9);
                }
            }
            Tensor left = product.to(ScalarType.Double).mm(v);
            Tensor right = a.to(ScalarType.Double).mm(b.to(ScalarType.Double).mm(v));
            double error = left.sub(right).norm().item_double() / left.norm().item_double();
            return new MatrixProduct(2.0 * size * size * size / fastest / 1e9, error);
        }
    }
}
