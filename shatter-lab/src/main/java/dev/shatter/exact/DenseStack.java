package dev.shatter.exact;

import dev.shatter.data.Shape;
import dev.shatter.network.Architecture;
import dev.shatter.network.Dense;
import dev.shatter.network.Initialisation;
import dev.shatter.network.Layer;
import dev.shatter.network.Network;
import dev.shatter.network.Relu;
import dev.shatter.torch.HostArray;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Networks of one output written down weight by weight: dense layers with ReLU between them, fp64. */
public final class DenseStack {
    private DenseStack() {}

    /**
     * The network; the caller closes it.
     *
     * @param weights of each layer, row by row: out · in numbers
     * @param biases of each layer: out numbers
     */
    static Network of(String name, int inputs, List<double[]> weights, List<double[]> biases) {
        List<Layer> layers = new ArrayList<>();
        Map<String, HostArray> state = new HashMap<>();
        for (int l = 0; l < weights.size(); l++) {
            int out = biases.get(l).length;
            layers.add(new Dense(out, true));
            if (l < weights.size() - 1) {
                layers.add(new Relu());
            }
            state.put("dense" + (l + 1) + ".weight", HostArray.of(weights.get(l), out, weights.get(l).length / out));
            state.put("dense" + (l + 1) + ".bias", HostArray.of(biases.get(l), out));
        }
        Network network = Network.create(
                new Architecture(name, Shape.of(inputs), 1, layers, Initialisation.HE), 0, ScalarType.Double);
        network.load(state);
        return network;
    }

    /** f(x_i) of a network of one output, [n]; the points are [n][inputs]. */
    public static double[] values(Network network, double[][] points) {
        double[] flat = Arrays.stream(points).flatMapToDouble(Arrays::stream).toArray();
        try (StepScope scope = StepScope.open();
                NoGradGuard guard = new NoGradGuard()) {
            return Tensors.doubles(network.forward(Tensors.of(flat, points.length, points[0].length), false));
        }
    }
}
