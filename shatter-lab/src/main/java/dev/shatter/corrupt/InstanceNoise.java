package dev.shatter.corrupt;

import dev.shatter.core.Chance;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;
import dev.shatter.data.Samples;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * Noise that depends on the example: label y of input x in R^d becomes class j ≠ y with probability q softmax_j≠y(x W_y).
 *
 * <p>q is drawn for each example from N(p, 0.1²) truncated to [0, 1]; each W_y [d, K] once, from N(0, 1). Inputs are as the
 * corruption finds them, pixels in [0, 1]. W is a part of the distribution: given W, labels are independent. As the length of x
 * grows with d, one class takes nearly all of the softmax, so that examples that look alike err alike.
 *
 * <p>Source: Xia et al. 2020, arXiv:2006.07836, algorithm 2.
 */
final class InstanceNoise implements LabelCorruption {
    /** Of the flip rates, as in the source. */
    private static final double DEVIATION = 0.1;

    @Override
    public String name() {
        return "instance";
    }

    @Override
    public String summary() {
        return "each training label changed with a probability of its own, to a class that its input decides";
    }

    @Override
    public String source() {
        return "Xia et al. 2020, arXiv:2006.07836";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.number(
                "p", null, 0, 1, "mean of the flip rates before they are confined to [0, 1]; their deviation is 0.1"));
    }

    @Override
    public String example() {
        return name() + ":0.5";
    }

    @Override
    public String words(Variant options) {
        return "each changed with a probability of its own around " + options.number("p")
                + ", to a class that its input decides";
    }

    @Override
    public LabelNoise noise(Variant options, int classes) {
        double rate = meanRate(options.number("p"));
        return new LabelNoise(1 - rate, 1 - rate, classes == 2 ? rate : 0, rate, true);
    }

    /** E q for q from N(p, 0.1²) truncated to [0, 1]. */
    static double meanRate(double p) {
        NormalDistribution normal = new NormalDistribution(p, DEVIATION);
        double density = normal.density(0) - normal.density(1);
        return p + DEVIATION * DEVIATION * density / normal.probability(0, 1);
    }

    @Override
    public int[] labels(Dataset data, Variant options, long seed) {
        double p = options.number("p");
        int classes = data.classes().size();
        int[] old = data.train().labels();
        int[] labels = old.clone();
        // Of one class at a time: W of all classes would not fit in memory for large inputs.
        IntStream.range(0, classes).parallel().forEach(y -> {
            Samples inputs = data.train().inputs();
            float[] x = new float[inputs.elements()];
            float[][] w = projection(classes, x.length, Chance.of(seed, "instance", "class", y));
            for (int i = 0; i < old.length; i++) {
                if (old[i] == y) {
                    inputs.copy(i, x);
                    Chance chance = Chance.of(seed, "instance", "train", i);
                    if (chance.nextDouble() < rate(p, chance)) {
                        labels[i] = draw(x, w, y, chance.nextDouble());
                    }
                }
            }
        });
        return labels;
    }

    private static float[][] projection(int classes, int elements, Chance chance) {
        float[][] w = new float[classes][elements];
        for (float[] column : w) {
            for (int j = 0; j < elements; j++) {
                column[j] = (float) chance.nextGaussian();
            }
        }
        return w;
    }

    /** From the normal law until it lies in [0, 1], which it does every second time at least. */
    private static double rate(double p, Chance chance) {
        double q = Double.NaN;
        while (!(q >= 0 && q <= 1)) {
            q = p + DEVIATION * chance.nextGaussian();
        }
        return q;
    }

    /** The class at quantile u of softmax(x W) over all classes but y. */
    private static int draw(float[] x, float[][] w, int y, double u) {
        double[] logits = new double[w.length];
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < w.length; k++) {
            for (int j = 0; j < x.length; j++) {
                logits[k] += (double) x[j] * w[k][j];
            }
            logits[k] = k == y ? Double.NEGATIVE_INFINITY : logits[k];
            largest = Math.max(largest, logits[k]);
        }
        double total = 0;
        for (int k = 0; k < logits.length; k++) {
            logits[k] = Math.exp(logits[k] - largest);
            total += logits[k];
        }
        int last = y;
        double left = u * total;
        for (int k = 0; k < logits.length && left >= 0; k++) {
            if (logits[k] > 0) {
                last = k;
                left -= logits[k];
            }
        }
        return last;
    }
}
