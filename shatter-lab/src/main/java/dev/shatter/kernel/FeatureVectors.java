package dev.shatter.kernel;

import dev.shatter.core.BadInput;
import dev.shatter.data.Samples;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.lang.ref.Reference;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Feature vectors x_1 … x_n in R^d, fp32 [n, d]. These very fp32 numbers are the inputs: in fp64 work they are widened,
 * so the problem solved in fp64 is the one stored. Owns its memory: close it.
 */
public final class FeatureVectors implements AutoCloseable {
    /** Squared distance of the mean from the origin, in mean squared distances from the mean, beyond which points are far. */
    private static final double FAR = 100;

    private final Tensor values;
    private final int count;
    private final int dimensions;

    private FeatureVectors(Tensor values) {
        this.values = values;
        this.count = Math.toIntExact(values.size(0));
        this.dimensions = Math.toIntExact(values.size(1));
    }

    /** The samples' own values: bytes / 255 or floats, flattened. */
    public static FeatureVectors pixels(Samples samples) {
        try (StepScope scope = StepScope.open()) {
            boolean bytes = samples.type() == Samples.Type.U8;
            Tensor raw = Tensors.view(
                    samples.buffer(), bytes ? ScalarType.Byte : ScalarType.Float, samples.count(), samples.elements());
            return of(bytes ? raw.to(ScalarType.Float).div_(new Scalar(255.0)) : raw);
        } finally {
            // The view does not hold the buffer: it must live until the copy was made.
            Reference.reachabilityFence(samples);
        }
    }

    /**
     * Points from a tensor [n, d], which is copied to fp32 if it is of another type.
     *
     * @throws BadInput if a value is not finite
     */
    public static FeatureVectors of(Tensor features) {
        try (StepScope scope = StepScope.open()) {
            Tensor values = features.to(ScalarType.Float).contiguous();
            if (values.numel() == 0 || !values.isfinite().all().item_bool()) {
                throw BadInput.in(
                        "features", "hold values that are not finite, or none", "give numbers for every feature");
            }
            Tensor own = values.data_ptr().equals(features.data_ptr()) ? values.clone() : values;
            return new FeatureVectors(scope.keep(own));
        }
    }

    /**
     * Moves both by the mean of the first where that is far from the origin: there ‖x‖² + ‖x'‖² − 2 x·x' cancels, and
     * squared distances lose more than two of fp32's seven digits. Differences x − x' stay.
     */
    static void centre(FeatureVectors train, FeatureVectors test) {
        try (StepScope scope = StepScope.open();
                NoGradGuard off = new NoGradGuard()) {
            Tensor mean = train.values.mean(new long[] {0}, true, new ScalarTypeOptional());
            double offset = mean.square().sum().item_double();
            double size = train.values.norm().item_double();
            if (offset > FAR * (size * size / train.count - offset)) {
                train.values.sub_(mean);
                test.values.sub_(mean);
            }
        }
    }

    /** n. */
    public int count() {
        return count;
    }

    /** d. */
    public int dimensions() {
        return dimensions;
    }

    /** Points from {@code start} to before {@code end} in this type, [end − start, d]; belongs to the innermost scope. */
    Tensor block(int start, int end, ScalarType type) {
        return values.narrow(0, start, end - start).to(type);
    }

    /** The fp32 values [n, d]; not to be written to. */
    public Tensor values() {
        return values;
    }

    /** ‖x_i‖² of the rows, [a, 1]. */
    static Tensor squares(Tensor rows) {
        return rows.mul(rows).sum(new long[] {1}, true, new ScalarTypeOptional(rows.scalar_type()));
    }

    @Override
    public void close() {
        values.close();
    }
}
