package dev.shatter.exact;

import dev.shatter.core.BadInput;
import dev.shatter.network.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * A ReLU network of width 3 near the indicator of a disc in the plane: 1 on a regular polygon around it, 0 farther than ε
 * from the polygon's sides, everywhere in the plane. Width 3 = max(n + 1, m) is what Park, Yun, Lee and Shin 2021,
 * arXiv:2006.08859, need for n = 2, m = 1; a network of width 2 has no bounded island ({@link LevelSets}).
 *
 * <p>Two units carry the point, shifted so that ReLU passes it (what lies beyond the shift is moved to its edge, still
 * outside of the disc). The third takes the largest of the sides' affine functions, one side a layer:
 * max(g, l) = l + ReLU(g − l), as Hanin 2019, arXiv:1708.02691, does.
 */
public final class Disc {
    /** Where the plane is cut off on its left and lower side; the disc lies well inside. */
    private static final double SHIFT = 8;

    private Disc() {}

    /**
     * The network; the caller closes it.
     *
     * @param sides M of the polygon, 3 or more: M + 1 hidden layers
     * @param radius r of the disc, at most 2
     * @param epsilon width of the slope at its edge
     */
    public static Network network(int sides, double radius, double epsilon) {
        if (sides < 3 || !(radius > 0 && radius <= 2) || !(epsilon > 0)) {
            throw BadInput.in(
                    "disc",
                    sides + " sides, radius " + radius + ", slope " + epsilon + " make no disc",
                    "give 3 sides or more, a radius in (0, 2] and a positive slope");
        }
        List<double[]> weights = new ArrayList<>();
        List<double[]> biases = new ArrayList<>();
        for (int k = 0; k < sides - 1; k++) {
            double x = Math.cos(angle(k, sides)) - Math.cos(angle(k + 1, sides));
            double y = Math.sin(angle(k, sides)) - Math.sin(angle(k + 1, sides));
            if (k == 0) {
                weights.add(new double[] {1, 0, 0, 1, x, y});
                biases.add(new double[] {SHIFT, SHIFT, 0});
            } else {
                // The carried point is shifted: take the shift back inside the affine functions.
                weights.add(new double[] {1, 0, 0, 0, 1, 0, x, y, 1});
                biases.add(new double[] {0, 0, -SHIFT * (x + y)});
            }
        }
        double x = Math.cos(angle(sides - 1, sides));
        double y = Math.sin(angle(sides - 1, sides));
        weights.add(new double[] {x, y, 1});
        biases.add(new double[] {-SHIFT * (x + y) - radius});
        weights.add(new double[] {-1 / epsilon});
        biases.add(new double[] {1});
        weights.add(new double[] {1});
        biases.add(new double[] {0});
        return DenseStack.of("disc of " + sides + " sides", 2, weights, biases);
    }

    /** At most this is the squared error, integrated over the plane: the ring between the disc and the slope's foot. */
    public static double bound(int sides, double radius, double epsilon) {
        double outer = radius + epsilon;
        return sides * outer * outer * Math.tan(Math.PI / sides) - Math.PI * radius * radius;
    }

    private static double angle(int side, int sides) {
        return 2 * Math.PI * side / sides;
    }
}
