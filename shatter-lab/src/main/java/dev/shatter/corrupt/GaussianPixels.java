package dev.shatter.corrupt;

import dev.shatter.core.Chance;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;
import dev.shatter.data.Samples;
import dev.shatter.data.Split;
import dev.shatter.data.Statistics;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Every value of every sample drawn afresh from N(m, s²), m and s the mean and standard deviation of all training pixels
 * on the scale [0, 1]; not clipped; the test split likewise with the same m and s; labels stay.
 */
final class GaussianPixels implements Corruption {
    private static final int BLOCK = 128;

    @Override
    public String name() {
        return "gaussian";
    }

    @Override
    public String summary() {
        return "every pixel of train and test drawn from a normal with the training pixels' mean and variance";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.flag(
                "per-channel", false, "a mean and variance for each colour channel, in place of one for all"));
    }

    @Override
    public Dataset apply(Dataset data, Variant options, long seed) {
        Statistics statistics = Statistics.of(data.train().inputs());
        double[] means = statistics.channelMeans().clone();
        double[] deviations = statistics.channelDeviations().clone();
        if (!options.flag("per-channel")) {
            Arrays.fill(means, statistics.mean());
            Arrays.fill(deviations, statistics.deviation());
        }
        Dataset drawn = data.derived(
                "pixels=" + options.text() + ",seed=" + seed,
                new Split(
                        draw(data.train().inputs(), "train", means, deviations, seed),
                        data.train().labels()),
                new Split(
                        draw(data.test().inputs(), "test", means, deviations, seed),
                        data.test().labels()));
        return drawn.with(drawn.origin().fitting("mean and variance of all pixels"));
    }

    private static Samples draw(Samples like, String split, double[] means, double[] deviations, long seed) {
        Samples drawn = Samples.allocate(Samples.Type.F32, like.shape(), like.count());
        int area = like.elements() / means.length;
        IntStream.range(0, (like.count() + BLOCK - 1) / BLOCK).parallel().forEach(block -> {
            float[] sample = new float[like.elements()];
            for (int i = block * BLOCK; i < Math.min(like.count(), (block + 1) * BLOCK); i++) {
                Chance chance = Chance.of(seed, "gaussian", split, i);
                for (int j = 0; j < sample.length; j++) {
                    sample[j] = (float) (means[j / area] + deviations[j / area] * chance.nextGaussian());
                }
                drawn.set(i, sample);
            }
        });
        return drawn;
    }
}
