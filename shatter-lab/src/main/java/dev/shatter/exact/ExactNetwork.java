package dev.shatter.exact;

import dev.shatter.core.BadInput;
import dev.shatter.data.Shape;
import dev.shatter.network.Architecture;
import dev.shatter.network.Dense;
import dev.shatter.network.Flatten;
import dev.shatter.network.Initialisation;
import dev.shatter.network.Layer;
import dev.shatter.network.Network;
import dev.shatter.network.Relu;
import dev.shatter.torch.HostArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * An {@link ExactFit} as a network of k dense layers with ReLU between them, in fp64, to be evaluated, exported and
 * measured like any other.
 *
 * <p>k = 2 has n hidden units. Deeper ones split the n hinges into k − 1 blocks and carry z = a·x − b_1 and the positive
 * and negative partial sums along: width about n/(k − 1) + 1 + 2 · outputs. All thresholds are ≥ 0 after the shift, so
 * max(max(z, 0) − b, 0) = max(z − b, 0) and the function is the same on every input, not only on the sample.
 */
public final class ExactNetwork {
    private ExactNetwork() {}

    /**
     * The network; the caller closes it.
     *
     * @param depth k, from 2 to n + 1
     * @param input shape with d values
     */
    public static Network of(ExactFit fit, int depth, Shape input) {
        int blocks = depth - 1;
        int n = fit.points();
        if (depth < 2 || blocks > n) {
            throw BadInput.in("exact network", depth + " layers for " + n + " points", "give 2 to " + (n + 1));
        }
        if (input.elements() != fit.direction().length) {
            throw new IllegalArgumentException(input + " for " + fit.direction().length + " features");
        }
        List<double[][]> weights = new ArrayList<>();
        List<double[]> biases = new ArrayList<>();
        build(fit, blocks, weights, biases);
        List<Layer> layers = new ArrayList<>();
        if (input.sizes().size() > 1) {
            layers.add(new Flatten());
        }
        Map<String, HostArray> state = new HashMap<>();
        for (int l = 0; l < weights.size(); l++) {
            double[][] weight = weights.get(l);
            boolean last = l == weights.size() - 1;
            layers.add(new Dense(weight.length, !last));
            if (!last) {
                layers.add(new Relu());
                state.put("dense" + (l + 1) + ".bias", HostArray.of(biases.get(l), weight.length));
            }
            double[] flat =
                    Arrays.stream(weight).flatMapToDouble(Arrays::stream).toArray();
            state.put("dense" + (l + 1) + ".weight", HostArray.of(flat, weight.length, weight[0].length));
        }
        Network network = Network.create(
                new Architecture(
                        "exact fit of " + n + " points, depth " + depth,
                        input,
                        fit.weights().length,
                        layers,
                        Initialisation.HE),
                0,
                ScalarType.Double);
        network.load(state);
        return network;
    }

    private static void build(ExactFit fit, int blocks, List<double[][]> weights, List<double[]> biases) {
        int n = fit.points();
        int outputs = fit.weights().length;
        double shift = -fit.thresholds()[0];
        // Only deeper networks carry z along, and only from the third layer on are there sums.
        int carried = blocks > 1 ? 1 : 0;
        for (int block = 0; block < blocks; block++) {
            int start = start(n, blocks, block);
            int size = start(n, blocks, block + 1) - start;
            boolean first = block == 0;
            int z = carried;
            int sums = first ? 0 : 2 * outputs;
            int width = z + sums + size;
            double[] bias = new double[width];
            double[][] weight;
            if (first) {
                weight = new double[width][];
                for (int u = 0; u < width; u++) {
                    weight[u] = fit.direction().clone();
                    bias[u] = shift - (u < z ? 0 : fit.thresholds()[start + u - z] + shift);
                }
            } else {
                int before = start(n, blocks, block - 1);
                int oldSums = block == 1 ? 0 : 2 * outputs;
                weight = new double[width][carried + oldSums + start - before];
                weight[0][0] = 1;
                for (int c = 0; c < outputs; c++) {
                    sums(weight, fit, c, oldSums, before, start);
                }
                for (int u = 0; u < size; u++) {
                    weight[z + sums + u][0] = 1;
                    bias[z + sums + u] = -(fit.thresholds()[start + u] + shift);
                }
            }
            weights.add(weight);
            biases.add(bias);
        }
        weights.add(output(fit, blocks));
    }

    /** s⁺ and s⁻ of one output: what they were, plus the positive and negative terms of the block before. */
    private static void sums(double[][] weight, ExactFit fit, int output, int oldSums, int before, int start) {
        int plus = 1 + 2 * output;
        if (oldSums > 0) {
            weight[plus][plus] = 1;
            weight[plus + 1][plus + 1] = 1;
        }
        for (int j = before; j < start; j++) {
            double w = fit.weights()[output][j];
            weight[w > 0 ? plus : plus + 1][1 + oldSums + j - before] = Math.abs(w);
        }
    }

    private static double[][] output(ExactFit fit, int blocks) {
        int n = fit.points();
        int outputs = fit.weights().length;
        int start = start(n, blocks, blocks - 1);
        int sums = blocks > 1 ? 1 + 2 * outputs : 0;
        double[][] weight = new double[outputs][sums + n - start];
        for (int c = 0; c < outputs; c++) {
            if (sums > 0) {
                weight[c][1 + 2 * c] = 1;
                weight[c][2 + 2 * c] = -1;
            }
            System.arraycopy(fit.weights()[c], start, weight[c], sums, n - start);
        }
        return weight;
    }

    /** First hinge of a block: sizes differ by at most one. */
    private static int start(int n, int blocks, int block) {
        return (int) ((long) n * block / blocks);
    }
}
