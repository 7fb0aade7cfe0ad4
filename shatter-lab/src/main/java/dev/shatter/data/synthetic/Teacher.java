package dev.shatter.data.synthetic;

import dev.shatter.core.Chance;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;
import dev.shatter.data.Progress;
import java.nio.file.Path;
import java.util.List;

/**
 * Labels of a random network: x ~ N(0, I_d), class argmax_k [V relu(W x)]_k - m_k with W [h, d] ~ N(0, 2/d) and
 * V [K, h] ~ N(0, 1/h), flipped to a uniform class with probability {@code noise}.
 *
 * <p>m_k is the mean of output k over {@value #REFERENCE} reference draws: without it relu's positive mean lets one class
 * win almost always. A network of the teacher's shape, with biases, can realise the labels exactly at noise 0.
 */
public final class Teacher implements Generated {
    private static final int REFERENCE = 4096;

    @Override
    public String name() {
        return "teacher";
    }

    @Override
    public String summary() {
        return "Gaussian inputs labelled by a random two-layer ReLU network";
    }

    @Override
    public String source() {
        return "teacher-student set-up of Seung, Sompolinsky and Tishby 1992, Phys. Rev. A 45, 6056";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.integer("dim", 20L, 1, 10_000, "number of features d"),
                Parameter.integer("hidden", 8L, 1, 10_000, "hidden units h of the teacher"),
                Parameter.integer("classes", 2L, 2, 100, "number of classes K"),
                Parameter.number("noise", 0.0, 0, 1, "probability that a label is replaced by a uniform class"),
                TRAIN,
                TEST,
                SEED);
    }

    @Override
    public Dataset read(Variant variant, Path home, Progress progress) {
        int dim = variant.integer("dim");
        int classes = variant.integer("classes");
        double noise = variant.number("noise");
        Network network = Network.draw(dim, variant.integer("hidden"), classes, variant.integer("seed"));
        return draw(variant, dim, classes, (index, chance, into) -> {
            double[] x = new double[dim];
            for (int j = 0; j < dim; j++) {
                into[j] = (float) chance.nextGaussian();
                x[j] = into[j];
            }
            int label = network.label(x);
            return chance.nextDouble() < noise ? chance.nextInt(classes) : label;
        });
    }

    private record Network(double[][] hidden, double[][] output, double[] mean) {
        static Network draw(int dim, int units, int classes, long seed) {
            double[][] hidden = gaussian(units, dim, Math.sqrt(2.0 / dim), Chance.of(seed, "teacher", "hidden"));
            double[][] output = gaussian(classes, units, Math.sqrt(1.0 / units), Chance.of(seed, "teacher", "output"));
            Network raw = new Network(hidden, output, new double[classes]);
            double[] mean = new double[classes];
            Chance chance = Chance.of(seed, "teacher", "reference");
            for (double[] x : gaussian(REFERENCE, dim, 1, chance)) {
                double[] outputs = raw.outputs(x);
                for (int k = 0; k < classes; k++) {
                    mean[k] += outputs[k] / REFERENCE;
                }
            }
            return new Network(hidden, output, mean);
        }

        private static double[][] gaussian(int rows, int columns, double scale, Chance chance) {
            double[][] matrix = new double[rows][columns];
            for (double[] row : matrix) {
                for (int j = 0; j < columns; j++) {
                    row[j] = scale * chance.nextGaussian();
                }
            }
            return matrix;
        }

        double[] outputs(double[] x) {
            double[] sums = new double[output.length];
            for (int i = 0; i < hidden.length; i++) {
                double pre = 0;
                for (int j = 0; j < x.length; j++) {
                    pre += hidden[i][j] * x[j];
                }
                for (int k = 0; k < sums.length && pre > 0; k++) {
                    sums[k] += output[k][i] * pre;
                }
            }
            return sums;
        }

        int label(double[] x) {
            double[] outputs = outputs(x);
            int best = 0;
            for (int k = 1; k < outputs.length; k++) {
                best = outputs[k] - mean[k] > outputs[best] - mean[best] ? k : best;
            }
            return best;
        }
    }
}
