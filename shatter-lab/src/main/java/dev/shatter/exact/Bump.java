package dev.shatter.exact;

import dev.shatter.core.BadInput;
import dev.shatter.network.Network;
import java.util.List;

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
        return DenseStack.of("bump, epsilon " + epsilon, 1, List.of(weights), List.of(biases));
    }
}
