package dev.shatter.exact;

import dev.shatter.core.BadInput;
import dev.shatter.network.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * ReLU networks near x² on [0, 1], to compare width with depth.
 *
 * <p>Wide: one hidden layer of w units is the piecewise-linear interpolant on w equal pieces; its largest error is
 * 1/(4w²). Deep: m hidden layers of width 3 are x − Σ_{s≤m} g_s(x)/4^s with g the s-fold composition of the hat
 * 2 min(x, 1 − x), the interpolant on 2^m pieces; its largest error is 4^−(m+1). Source: Yarotsky 2017, arXiv:1610.01145,
 * proposition 2.
 */
public final class Parabola {
    private Parabola() {}

    /** One hidden layer of this width; the caller closes it. */
    public static Network wide(int width) {
        if (width < 1) {
            throw BadInput.in("parabola", "width " + width + " is out of range", "give 1 or more");
        }
        double[] slopes = new double[width];
        double[] starts = new double[width];
        double[] changes = new double[width];
        for (int j = 0; j < width; j++) {
            slopes[j] = 1;
            starts[j] = -(double) j / width;
            changes[j] = (j == 0 ? 1.0 : 2.0) / width;
        }
        return DenseStack.of(
                "parabola of width " + width, 1, List.of(slopes, changes), List.of(starts, new double[] {0}));
    }

    /** This many hidden layers of width 3; the caller closes it. */
    public static Network deep(int layers) {
        if (layers < 1 || layers > 20) {
            throw BadInput.in("parabola", layers + " layers are out of range", "give 1 to 20");
        }
        List<double[]> weights = new ArrayList<>();
        List<double[]> biases = new ArrayList<>();
        // Units: g, g − 1/2 and the sum so far, which is at least x² and passes ReLU unharmed.
        weights.add(new double[] {1, 1, 1});
        biases.add(new double[] {0, -0.5, 0});
        double quarter = 0.25;
        for (int l = 2; l <= layers; l++, quarter /= 4) {
            weights.add(new double[] {2, -4, 0, 2, -4, 0, -2 * quarter, 4 * quarter, 1});
            biases.add(new double[] {0, -0.5, 0});
        }
        weights.add(new double[] {-2 * quarter, 4 * quarter, 1});
        biases.add(new double[] {0});
        return DenseStack.of("parabola of depth " + layers, 1, weights, biases);
    }
}
