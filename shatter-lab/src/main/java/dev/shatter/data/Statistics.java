package dev.shatter.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Mean and standard deviation (population form, 1/N) of the values of samples, over all and per channel, in fp64; bytes
 * count as value / 255. A vector's samples have one channel.
 *
 * @param mean over all values
 * @param deviation over all values
 * @param channelMeans per channel
 * @param channelDeviations per channel
 * @param low smallest value
 * @param high largest value
 */
public record Statistics(
        double mean, double deviation, double[] channelMeans, double[] channelDeviations, double low, double high) {

    /** Reads all samples once or, for floats, twice. */
    public static Statistics of(Samples samples) {
        int channels = samples.shape().isImage() ? samples.shape().channels() : 1;
        Moments[] moments =
                samples.type() == Samples.Type.U8 ? ofBytes(samples, channels) : ofFloats(samples, channels);
        long count = Arrays.stream(moments).mapToLong(Moments::count).sum();
        double mean = Arrays.stream(moments)
                .mapToDouble(m -> m.mean() * m.count() / count)
                .sum();
        double square = Arrays.stream(moments)
                .mapToDouble(m -> (m.variance() + (m.mean() - mean) * (m.mean() - mean)) * m.count() / count)
                .sum();
        return new Statistics(
                mean,
                Math.sqrt(square),
                Arrays.stream(moments).mapToDouble(Moments::mean).toArray(),
                Arrays.stream(moments).mapToDouble(m -> Math.sqrt(m.variance())).toArray(),
                Arrays.stream(moments).mapToDouble(Moments::low).min().orElse(Double.NaN),
                Arrays.stream(moments).mapToDouble(Moments::high).max().orElse(Double.NaN));
    }

    private record Moments(long count, double mean, double variance, double low, double high) {}

    /** Exact: through the histogram of the 256 values. */
    private static Moments[] ofBytes(Samples samples, int channels) {
        int area = samples.elements() / channels;
        long[][] histograms = new long[channels][256];
        byte[] sample = new byte[samples.stride()];
        for (int i = 0; i < samples.count(); i++) {
            samples.copy(i, sample);
            for (int c = 0; c < channels; c++) {
                for (int j = c * area; j < (c + 1) * area; j++) {
                    histograms[c][sample[j] & 0xFF]++;
                }
            }
        }
        long count = (long) samples.count() * area;
        return Arrays.stream(histograms)
                .map(h -> {
                    double mean = IntStream.range(0, 256)
                                    .mapToDouble(v -> (double) v * h[v])
                                    .sum()
                            / count;
                    double variance = IntStream.range(0, 256)
                                    .mapToDouble(v -> (v - mean) * (v - mean) * h[v])
                                    .sum()
                            / count;
                    int low =
                            IntStream.range(0, 256).filter(v -> h[v] > 0).min().orElse(0);
                    int high =
                            IntStream.range(0, 256).filter(v -> h[v] > 0).max().orElse(0);
                    return new Moments(count, mean / 255, variance / (255.0 * 255.0), low / 255.0, high / 255.0);
                })
                .toArray(Moments[]::new);
    }

    /** Two passes: the mean first, so that large offsets cost no digits. */
    private static Moments[] ofFloats(Samples samples, int channels) {
        int area = samples.elements() / channels;
        long count = (long) samples.count() * area;
        double[] sums = new double[channels];
        double[] squares = new double[channels];
        double[] lows = new double[channels];
        double[] highs = new double[channels];
        Arrays.fill(lows, Double.POSITIVE_INFINITY);
        Arrays.fill(highs, Double.NEGATIVE_INFINITY);
        float[] sample = new float[samples.elements()];
        for (int i = 0; i < samples.count(); i++) {
            samples.copy(i, sample);
            for (int j = 0; j < sample.length; j++) {
                sums[j / area] += sample[j];
                lows[j / area] = Math.min(lows[j / area], sample[j]);
                highs[j / area] = Math.max(highs[j / area], sample[j]);
            }
        }
        for (int i = 0; i < samples.count(); i++) {
            samples.copy(i, sample);
            for (int j = 0; j < sample.length; j++) {
                double off = sample[j] - sums[j / area] / count;
                squares[j / area] += off * off;
            }
        }
        return IntStream.range(0, channels)
                .mapToObj(c -> new Moments(count, sums[c] / count, squares[c] / count, lows[c], highs[c]))
                .toArray(Moments[]::new);
    }
}
