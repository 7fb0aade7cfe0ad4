package dev.shatter.exact;

import dev.shatter.core.BadInput;
import dev.shatter.data.Shape;
import dev.shatter.network.Architecture;
import dev.shatter.network.Dense;
import dev.shatter.network.Initialisation;
import dev.shatter.network.Layer;
import dev.shatter.network.Network;
import dev.shatter.network.Relu;
import dev.shatter.torch.HostArray;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A ReLU network of width 2 near the indicator of [1/3, 2/3] on [0, 1]: 1 between, 0 outside, lines of length ε at both
 * ends, just inside. Its squared error is 2ε/3, so width 2 reaches every precision where width 1 stops at 1/6.
 *
 * <p>Four hidden layers: [x, (x − a)/ε], [x, 1 − ·] = [x, v], [v, (x − b)/ε], [v, 1 − ·] = [v, w], output w − v, with v
 * and w falling from 1 to 0 at a = 1/3 and b = 2/3 − ε. Park, Yun, Lee and Shin 2021, arXiv:2006.08859: on R¹ width 2 is
 * needed and enough in L^p.
 */
public final class Bump {
    private Bump() {}

    /**
     * The network, fp64, one input and one output; the caller closes it.
     *
     * @param epsilon ε in (0, 1/6]
     */
    public static Network network(double epsilon) {
        if (!(epsilon > 0 && epsilon <= 1 / 6.0)) {
            throw BadInput.in("bump", "epsilon = " + epsilon + " is out of range", "give a number in (0, 1/6]");
        }
        double a = 1 / 3.0;
        double b = 2 / 3.0 - epsilon;
        double steep = 1 / epsilon;
        double[][] weights = {
            {1, steep}, {1, 0, 0, -1}, {0, 1, steep, 0}, {1, 0, 0, -1}, {-1, 1},
        };
        double[][] biases = {{0, -a * steep}, {0, 1}, {0, -b * steep}, {0, 1}, {0}};
        List<Layer> layers = new ArrayList<>();
        Map<String, HostArray> state = new HashMap<>();
        for (int l = 0; l < weights.length; l++) {
            int out = biases[l].length;
            layers.add(new Dense(out, true));
            if (l < weights.length - 1) {
                layers.add(new Relu());
            }
            state.put("dense" + (l + 1) + ".weight", HostArray.of(weights[l], out, weights[l].length / out));
            state.put("dense" + (l + 1) + ".bias", HostArray.of(biases[l], out));
        }
        Network network = Network.create(
                new Architecture("bump, epsilon " + epsilon, Shape.of(1), 1, layers, Initialisation.HE),
                0,
                ScalarType.Double);
        network.load(state);
        return network;
    }
}
