package dev.shatter.kernel;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.data.Progress;
import dev.shatter.data.Samples;
import dev.shatter.data.Shape;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Random convolutional filters with rectified, pooled responses: the features of Coates and Ng 2012 that Zhang et al. 2017
 * put under a linear model.
 *
 * <p>Filters are patches of training images; patches are contrast-normalised and whitened (ZCA), a patch's response to
 * filter f is max(0, ±f·p − bias), and responses are summed over a 2 × 2 grid: 8 features a filter. Their inner product is
 * the kernel. The features are made a block of filters at a time, so they are never in memory all at once.
 */
record RandomFilters() implements FeatureMap {
    /** Added to a patch's variance, on the scale of bytes 0 … 255; and to the eigenvalues before whitening: Coates and Ng. */
    private static final double CONTRAST = 10 / (255.0 * 255.0);

    private static final double WHITEN = 0.1;

    /** Patches that the whitening is estimated from. */
    private static final int PATCHES = 20_000;

    @Override
    public String name() {
        return "random-conv";
    }

    @Override
    public String summary() {
        return "rectified responses to whitened random patches, pooled; the kernel is their inner product";
    }

    @Override
    public String source() {
        return "Coates and Ng 2012; Zhang et al. 2017, arXiv:1611.03530, section 5";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.integer("filters", 1024L, 1, 1_000_000, "number of filters; each gives 8 features"),
                Parameter.integer("patch", 6L, 2, 32, "side of a filter, pixels"),
                Parameter.number("bias", 1.0, 0, 1e6, "response below which a filter is silent"),
                Parameter.integer("seed", 1L, Long.MIN_VALUE, Long.MAX_VALUE, "which patches"));
    }

    @Override
    public long bytes(Variant options, Shape shape, int n, int tests) {
        return 4 * shape.elements() * (n + (long) tests) + 4L * 8 * FilterSystem.BLOCK * (n + (long) tests);
    }

    @Override
    public KernelSystem system(Variant options, Variant kernel, Samples train, Samples test, Progress progress) {
        Shape shape = train.shape();
        int side = options.integer("patch");
        if (!shape.isImage() || shape.height() <= side || shape.width() <= side) {
            throw BadInput.in(
                    "feature map 'random-conv'",
                    "needs images larger than its patches of " + side + ", not samples of shape " + shape,
                    "take pixels, or a smaller 'patch'");
        }
        try (StepScope scope = StepScope.open()) {
            FeatureVectors images = FeatureVectors.pixels(train);
            Whitening whitening = whitening(options, images, shape);
            Tensor filters = scope.keep(filters(options, images, shape, whitening));
            scope.keep(whitening.mean());
            scope.keep(whitening.matrix());
            return new FilterSystem(
                    images, FeatureVectors.pixels(test), shape, side, filters, whitening, options.number("bias"));
        }
    }

    /** p ↦ (p − mean) · matrix for contrast-normalised patches p. */
    record Whitening(Tensor mean, Tensor matrix) {
        Tensor apply(Tensor patches) {
            return patches.sub(mean).mm(matrix);
        }
    }

    /** Subtracts each row's mean and divides by √(variance + contrast). */
    static Tensor normalise(Tensor patches) {
        Tensor centred = patches.sub(patches.mean(new long[] {1}, true, new ScalarTypeOptional(ScalarType.Float)));
        Tensor variance = centred.mul(centred).mean(new long[] {1}, true, new ScalarTypeOptional(ScalarType.Float));
        return centred.div_(variance.add_(new Scalar(CONTRAST)).sqrt_());
    }

    private static Whitening whitening(Variant options, FeatureVectors images, Shape shape) {
        Tensor patches =
                normalise(draw(options, images, shape, PATCHES, "whitening")).to(ScalarType.Double);
        Tensor mean = patches.mean(new long[] {0}, true, new ScalarTypeOptional(ScalarType.Double));
        Tensor centred = patches.sub(mean);
        Tensor covariance = centred.t().mm(centred).div_(new Scalar((double) (PATCHES - 1)));
        var pair = torch.linalg_eigh(covariance);
        Tensor scale =
                pair.get0().clamp_min(new Scalar(0.0)).add_(new Scalar(WHITEN)).rsqrt_();
        Tensor matrix = pair.get1().mul(scale).mm(pair.get1().t());
        return new Whitening(mean.to(ScalarType.Float), matrix.to(ScalarType.Float));
    }

    /** Whitened random patches of unit norm, [filters, channels · patch²]. */
    private static Tensor filters(Variant options, FeatureVectors images, Shape shape, Whitening whitening) {
        Tensor patches =
                whitening.apply(normalise(draw(options, images, shape, options.integer("filters"), "filters")));
        Tensor norms = FeatureVectors.squares(patches).sqrt_().clamp_min_(new Scalar(1e-6));
        return patches.div(norms);
    }

    /** Random patches of random images, [count, channels · patch²]. */
    private static Tensor draw(Variant options, FeatureVectors images, Shape shape, int count, String purpose) {
        int side = options.integer("patch");
        long seed = ((Number) options.options().getOrDefault("seed", 1L)).longValue();
        Chance chance = Chance.of(seed, "random-conv", purpose);
        int plane = shape.height() * shape.width();
        int values = shape.channels() * side * side;
        long[] places = new long[Math.multiplyExact(count, values)];
        for (int i = 0; i < count; i++) {
            long image = (long) chance.nextInt(images.count()) * shape.elements();
            int top = chance.nextInt(shape.height() - side + 1);
            int left = chance.nextInt(shape.width() - side + 1);
            for (int j = 0; j < values; j++) {
                int inside = j % (side * side);
                int within = j / (side * side) * plane + (top + inside / side) * shape.width() + left + inside % side;
                places[i * values + j] = image + within;
            }
        }
        return images.values()
                .reshape(-1)
                .index_select(0, Tensors.of(places, places.length))
                .reshape(count, values);
    }
}
