package dev.shatter.kernel;

import dev.shatter.core.BadInput;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.data.Progress;
import dev.shatter.data.Samples;
import dev.shatter.data.Shape;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.List;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Moduli of Gabor wavelets, averaged over square cells: √((x ∗ c)² + (x ∗ s)²) with c, s = exp(−‖u‖²/2σ²) · cos, sin of
 * (2π u·e_θ/λ), the mean of c removed and both of unit norm; λ = λ₀ 2^j for scales j, θ = πk/orientations, σ = λ/2.
 *
 * <p>Zhang et al. 2017 do not state their wavelets; these are a usual choice. Nothing is fitted to data.
 */
record Gabor() implements FeatureMap {
    /** Images at once: a few MB a filter bank. */
    private static final int BATCH = 256;

    @Override
    public String name() {
        return "gabor";
    }

    @Override
    public String summary() {
        return "moduli of Gabor wavelets, averaged over cells";
    }

    @Override
    public String source() {
        return "Daugman 1985; used on MNIST by Zhang et al. 2017, arXiv:1611.03530";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.integer("orientations", 8L, 1, 64, "directions, evenly over half a turn"),
                Parameter.integer("scales", 2L, 1, 6, "wavelengths, each twice the one before"),
                Parameter.number("wavelength", 4.0, 2, 64, "the shortest wavelength, pixels"),
                Parameter.integer("cell", 4L, 1, 64, "side of the cells averaged over, pixels"));
    }

    @Override
    public long bytes(Variant options, Shape shape, int n, int tests) {
        return 4 * features(options, image(shape)) * (n + (long) tests) + 4 * shape.elements() * n;
    }

    @Override
    public KernelSystem system(Variant options, Variant kernel, Samples train, Samples test, Progress progress) {
        return new PointSystem(kernel, points(options, train, progress), points(options, test, progress));
    }

    /** The features of these images, [n, channels · scales · orientations · cells]. */
    static FeatureVectors points(Variant options, Samples samples, Progress progress) {
        Shape shape = image(samples.shape());
        int cell = options.integer("cell");
        try (StepScope scope = StepScope.open();
                FeatureVectors pixels = FeatureVectors.pixels(samples)) {
            Tensor filters = filters(options);
            long margin = filters.size(2) / 2;
            Tensor result = torch.zeros(
                    new long[] {samples.count(), features(options, shape)}, new TensorOptions(ScalarType.Float));
            for (int i = 0; i < samples.count(); i += BATCH) {
                int end = Math.min(samples.count(), i + BATCH);
                try (StepScope batch = StepScope.open()) {
                    // Every channel is an image of its own.
                    Tensor images = pixels.block(i, end, ScalarType.Float)
                            .reshape((long) (end - i) * shape.channels(), 1, shape.height(), shape.width());
                    Tensor both = torch.conv2d(
                            images,
                            filters,
                            new TensorOptional(),
                            new long[] {1, 1},
                            new long[] {margin, margin},
                            new long[] {1, 1},
                            1);
                    long half = filters.size(0) / 2;
                    Tensor even = both.narrow(1, 0, half);
                    Tensor odd = both.narrow(1, half, half);
                    Tensor modulus = even.mul(even).add_(odd.mul(odd)).sqrt_();
                    Tensor pooled = torch.avg_pool2d(
                            modulus,
                            new long[] {cell, cell},
                            new long[] {cell, cell},
                            new long[] {0, 0},
                            false,
                            true,
                            new LongOptional());
                    result.narrow(0, i, end - i).copy_(pooled.reshape(end - i, -1));
                }
                progress.at("features", end, samples.count());
            }
            return FeatureVectors.of(result);
        }
    }

    /** The even filters, then the odd ones: [2 · scales · orientations, 1, side, side]. */
    static Tensor filters(Variant options) {
        int orientations = options.integer("orientations");
        int scales = options.integer("scales");
        double longest = options.number("wavelength") * (1 << (scales - 1));
        // Two standard deviations each way, σ = λ/2.
        int radius = (int) Math.ceil(longest);
        int side = 2 * radius + 1;
        int half = scales * orientations;
        double[] values = new double[2 * half * side * side];
        for (int j = 0; j < scales; j++) {
            double wavelength = options.number("wavelength") * (1 << j);
            for (int k = 0; k < orientations; k++) {
                double angle = Math.PI * k / orientations;
                int at = (j * orientations + k) * side * side;
                fill(values, at, side, wavelength, angle, 0);
                fill(values, half * side * side + at, side, wavelength, angle, Math.PI / 2);
            }
        }
        return Tensors.of(values, 2L * half, 1, side, side).to(ScalarType.Float);
    }

    private static void fill(double[] values, int at, int side, double wavelength, double angle, double phase) {
        int radius = side / 2;
        double sigma = wavelength / 2;
        double[] envelope = new double[side * side];
        double mass = 0;
        double mean = 0;
        for (int i = 0; i < side * side; i++) {
            int y = i / side - radius;
            int x = i % side - radius;
            envelope[i] = Math.exp(-(x * x + y * y) / (2 * sigma * sigma));
            double wave = Math.cos(2 * Math.PI * (x * Math.cos(angle) + y * Math.sin(angle)) / wavelength - phase);
            values[at + i] = envelope[i] * wave;
            mass += envelope[i];
            mean += values[at + i];
        }
        double square = 0;
        for (int i = 0; i < side * side; i++) {
            // No answer to a constant image.
            values[at + i] -= mean / mass * envelope[i];
            square += values[at + i] * values[at + i];
        }
        for (int i = 0; i < side * side; i++) {
            values[at + i] /= Math.sqrt(square);
        }
    }

    private static long features(Variant options, Shape shape) {
        int cell = options.integer("cell");
        long cells = (long) (shape.height() / cell) * (shape.width() / cell);
        if (cells == 0) {
            throw BadInput.in(
                    "feature map 'gabor'", "has cells larger than images of " + shape, "give a smaller 'cell'");
        }
        return cells * shape.channels() * options.integer("scales") * options.integer("orientations");
    }

    private static Shape image(Shape shape) {
        if (!shape.isImage()) {
            throw BadInput.in("feature map 'gabor'", "needs images, not samples of shape " + shape, "take pixels");
        }
        return shape;
    }
}
