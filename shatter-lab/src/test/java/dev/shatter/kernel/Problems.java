package dev.shatter.kernel;

import dev.shatter.core.Chance;
import dev.shatter.data.Samples;
import dev.shatter.data.Shape;
import dev.shatter.data.Split;
import dev.shatter.torch.Tensors;
import org.bytedeco.pytorch.Tensor;

/** Small inputs for the tests of this room. */
final class Problems {
    private Problems() {}

    /** n standard normal points in R^d. */
    static FeatureVectors points(int n, int d, long seed) {
        return FeatureVectors.of(Tensors.of(normal(n * d, seed), n, d));
    }

    static double[] normal(int count, long seed) {
        Chance chance = Chance.of(seed, "problem");
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = chance.nextGaussian();
        }
        return values;
    }

    /** A split of float vectors. */
    static Split split(float[][] rows, int... labels) {
        Samples samples = Samples.allocate(Samples.Type.F32, Shape.of(rows[0].length), rows.length);
        for (int i = 0; i < rows.length; i++) {
            samples.set(i, rows[i]);
        }
        return new Split(samples, labels);
    }

    /** K in double arithmetic, entry by entry from the definition. */
    static Tensor naive(dev.shatter.core.Variant kernel, FeatureVectors left, FeatureVectors right) {
        Kernel function = Kernels.CATALOGUE.get(kernel);
        double[] a = Tensors.doubles(left.values());
        double[] b = Tensors.doubles(right.values());
        int d = left.dimensions();
        double[] values = new double[left.count() * right.count()];
        for (int i = 0; i < left.count(); i++) {
            for (int j = 0; j < right.count(); j++) {
                double product = 0;
                double squareA = 0;
                double squareB = 0;
                for (int k = 0; k < d; k++) {
                    product += a[i * d + k] * b[j * d + k];
                    squareA += a[i * d + k] * a[i * d + k];
                    squareB += b[j * d + k] * b[j * d + k];
                }
                values[i * right.count() + j] = function.value(kernel, product, squareA, squareB);
            }
        }
        return Tensors.of(values, left.count(), right.count());
    }
}
