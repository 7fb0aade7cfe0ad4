package dev.shatter.data.synthetic;

import dev.shatter.core.Chance;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;
import dev.shatter.data.Progress;
import dev.shatter.data.Samples;
import dev.shatter.data.Split;
import dev.shatter.data.Statistics;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * MNIST-1D: ten one-dimensional digits of 12 points, padded, stretched to 72 points, scaled, rotated, filled with smoothed
 * noise, sheared and read at 40 positions.
 *
 * <p>Source: Greydanus 2020 and Greydanus and Kobak 2024, arXiv:2011.14439, with the published generator's constants. It
 * differs in two places: the classes are balanced in each split, and the affine map to mean 0 and standard deviation 1 is
 * fitted on the training split alone, not on both.
 */
public final class Mnist1d implements Generated {
    static final int LENGTH = 40;
    private static final int POINTS = 12;
    private static final int PADDING_LOW = 36;
    private static final int PADDING_HIGH = 60;
    private static final int STRETCHED = POINTS + PADDING_HIGH;
    private static final double SCALE = 0.4;
    private static final double SHEAR = 0.75;
    private static final int MAX_TRANSLATION = 48;
    private static final double BLUR = 2;

    /** Marks the digit's own points: those that are exactly zero are filled with noise. */
    private static final double EPSILON = 1e-8;

    private static final double[][] DRAWN = {
        {5, 6, 6.5, 6.75, 7, 7, 7, 7, 6.75, 6.5, 6, 5},
        {5, 3, 3, 3.4, 3.8, 4.2, 4.6, 5, 5.4, 5.8, 5, 5},
        {5, 6, 6.5, 6.5, 6, 5.25, 4.75, 4, 3.5, 3.5, 4, 5},
        {5, 6, 6.5, 6.5, 6, 5, 5, 6, 6.5, 6.5, 6, 5},
        {5, 4.4, 3.8, 3.2, 2.6, 2.6, 5, 5, 5, 5, 5, 5},
        {5, 3, 3, 3, 3, 5, 6, 6.5, 6.5, 6, 4.5, 5},
        {5, 4, 3.5, 3.25, 3, 3, 3, 3, 3.25, 3.5, 4, 5},
        {5, 7, 7, 6.6, 6.2, 5.8, 5.4, 5, 4.6, 4.2, 5, 5},
        {5, 4, 3.5, 3.5, 4, 5, 5, 4, 3.5, 3.5, 4, 5},
        {5, 4, 3.5, 3.5, 4, 5, 5, 5, 5, 4.7, 4.3, 5},
    };

    @Override
    public String name() {
        return "mnist-1d";
    }

    @Override
    public String summary() {
        return "ten one-dimensional digits at 40 positions, generated from code";
    }

    @Override
    public String source() {
        return "Greydanus and Kobak 2024, arXiv:2011.14439";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.integer("n", 4000L, 10, 10_000_000, "number of training samples"),
                TEST,
                Parameter.number("noise", 0.25, 0, 100, "standard deviation of the noise before smoothing"),
                Parameter.number("iid-noise", 0.02, 0, 100, "standard deviation of the independent noise"),
                Parameter.integer("seed", 42L, 0, Integer.MAX_VALUE, "names the draw"));
    }

    @Override
    public Dataset read(Variant variant, Path home, Progress progress) {
        double noise = variant.number("noise");
        double iid = variant.number("iid-noise");
        double[][] templates = templates();
        Dataset raw = draw(variant, LENGTH, DRAWN.length, (index, chance, into) -> {
            int label = index % DRAWN.length;
            double[] signal = transform(
                    templates[label],
                    PADDING_LOW + chance.nextInt(PADDING_HIGH - PADDING_LOW + 1),
                    1 + SCALE * (chance.nextDouble() - 0.5),
                    chance.nextInt(MAX_TRANSLATION),
                    SHEAR * (chance.nextDouble() - 0.5),
                    blur(gaussian(noise, chance)),
                    gaussian(iid, chance));
            for (int i = 0; i < LENGTH; i++) {
                into[i] = (float) signal[i];
            }
            return label;
        });
        return standardised(variant, raw);
    }

    private static Dataset standardised(Variant variant, Dataset raw) {
        Statistics statistics = Statistics.of(raw.train().inputs());
        double mean = statistics.mean();
        double deviation = statistics.deviation();
        for (Split split : List.of(raw.train(), raw.test())) {
            Samples inputs = split.inputs();
            float[] sample = new float[LENGTH];
            for (int i = 0; i < split.count(); i++) {
                inputs.copy(i, sample);
                for (int j = 0; j < LENGTH; j++) {
                    sample[j] = (float) ((sample[j] - mean) / deviation);
                }
                inputs.set(i, sample);
            }
        }
        return Dataset.of("data set '" + variant.text() + "'", raw.name(), raw.classes(), raw.train(), raw.test())
                .with(raw.origin().inStrata().fitting("mean and deviation of all values"));
    }

    /** The ten digits, [10, 12]: mean 0 and standard deviation 1, then shifted to start at 0, then divided by 6. */
    static double[][] templates() {
        double[][] templates = new double[DRAWN.length][];
        for (int k = 0; k < DRAWN.length; k++) {
            double[] drawn = DRAWN[k];
            double mean = 0;
            double square = 0;
            for (double v : drawn) {
                mean += v / POINTS;
            }
            for (double v : drawn) {
                square += (v - mean) * (v - mean) / POINTS;
            }
            double deviation = Math.sqrt(square);
            templates[k] = IntStream.range(0, POINTS)
                    .mapToDouble(i -> (drawn[i] - drawn[0]) / deviation / 6)
                    .toArray();
        }
        return templates;
    }

    /**
     * One digit as a signal of 40 values.
     *
     * @param padding number of zeros behind the digit
     * @param scale factor of its height
     * @param shift positions by which the 72 points rotate to the right
     * @param shear slope subtracted, from +shear/2 at the left to -shear/2 at the right of the signal
     * @param background 72 values that stand where the digit is not
     * @param iid 72 values added everywhere
     */
    static double[] transform(
            double[] digit, int padding, double scale, int shift, double shear, double[] background, double[] iid) {
        double[] padded = new double[digit.length + padding];
        for (int i = 0; i < digit.length; i++) {
            padded[i] = digit[i] + EPSILON;
        }
        double[] stretched = interpolate(padded, STRETCHED);
        double[] signal = new double[STRETCHED];
        for (int i = 0; i < STRETCHED; i++) {
            int to = (i + shift) % STRETCHED;
            signal[to] = stretched[i] != 0 ? scale * stretched[i] : background[to];
        }
        for (int i = 0; i < STRETCHED; i++) {
            signal[i] += iid[i] - shear * ((double) i / (STRETCHED - 1) - 0.5);
        }
        return interpolate(signal, LENGTH);
    }

    /** Linear interpolation at {@code count} evenly spaced places from the first to the last value. */
    static double[] interpolate(double[] values, int count) {
        double[] result = new double[count];
        for (int i = 0; i < count; i++) {
            double place = (double) i * (values.length - 1) / (count - 1);
            int left = Math.min((int) place, values.length - 2);
            double part = place - left;
            result[i] = values[left] * (1 - part) + values[left + 1] * part;
        }
        return result;
    }

    /** Gaussian filter of standard deviation 2, cut at 4 deviations, mirrored at the ends (edge value twice), as SciPy's. */
    static double[] blur(double[] values) {
        int radius = (int) (4 * BLUR + 0.5);
        double[] weights = new double[2 * radius + 1];
        double sum = 0;
        for (int j = -radius; j <= radius; j++) {
            weights[j + radius] = StrictMath.exp(-j * j / (2 * BLUR * BLUR));
            sum += weights[j + radius];
        }
        int n = values.length;
        double[] result = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = -radius; j <= radius; j++) {
                int at = Math.floorMod(i + j, 2 * n);
                result[i] += weights[j + radius] / sum * values[at < n ? at : 2 * n - 1 - at];
            }
        }
        return result;
    }

    private static double[] gaussian(double deviation, Chance chance) {
        double[] values = new double[STRETCHED];
        for (int i = 0; i < STRETCHED; i++) {
            values[i] = deviation * chance.nextGaussian();
        }
        return values;
    }
}
