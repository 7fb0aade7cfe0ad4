package dev.shatter.compute;

import dev.shatter.core.Chance;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.QRDecomposition;

/**
 * A linear model with more weights than training and test inputs together: it fits any labels, and its norm can be as large as
 * one likes without any prediction changing. For w* + c u with u orthogonal to all inputs, X w is the same for every c.
 *
 * <p>Source: Kawaguchi, Kaelbling and Bengio 2017, arXiv:1710.05468, theorem 1.
 */
record FreeNorms() implements Simulation {
    @Override
    public String name() {
        return "free-norms";
    }

    @Override
    public String summary() {
        return "a linear model that fits random labels and generalises, with a norm that can be chosen";
    }

    @Override
    public String source() {
        return "Kawaguchi, Kaelbling and Bengio 2017, arXiv:1710.05468, theorem 1";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.integer("n", 40L, 2, 2000, "training and as many test inputs"),
                Parameter.integer("weights", 200L, 5, 20_000, "weights, more than all inputs"),
                Parameter.number("factor", 1e6, 1, 1e12, "by which the norm is made larger"));
    }

    @Override
    public Computed compute(Variant options, long seed) {
        int n = options.integer("n");
        int p = Math.max(options.integer("weights"), 2 * n + 1);
        Chance chance = Chance.of(seed, "free norms");
        double[][] inputs = GaussianVectors.gaussian(2 * n, p, chance);
        double[] truth = GaussianVectors.gaussian(p, chance);
        double[] targets = GaussianVectors.times(inputs, truth);
        double[][] train = Arrays.copyOf(inputs, n);
        double[] random = GaussianVectors.gaussian(n, chance);
        double[] memorised = leastNorm(train, random);
        // What the true weights have in the space of all inputs predicts every target; the rest is free.
        double[] general = leastNorm(inputs, targets);
        double[] unseen = GaussianVectors.minus(truth, general);
        double scale = options.number("factor") * GaussianVectors.norm(general) / GaussianVectors.norm(unseen);
        double[] large = general.clone();
        for (int j = 0; j < p; j++) {
            large[j] += scale * unseen[j];
        }
        Rows rows = new Rows("input", "target", "small", "large");
        double[] small = GaussianVectors.times(inputs, general);
        double[] moved = GaussianVectors.times(inputs, large);
        double change = 0;
        double size = 0;
        for (int i = 0; i < 2 * n; i++) {
            rows.add(i, targets[i], small[i], moved[i]);
            change = Math.max(change, Math.abs(moved[i] - targets[i]));
            size = Math.max(size, Math.abs(targets[i]));
        }
        double[] fitted = GaussianVectors.times(train, memorised);
        double residual = 0;
        for (int i = 0; i < n; i++) {
            residual = Math.max(residual, Math.abs(fitted[i] - random[i]));
        }
        return Computed.of(rows.trace())
                .with("randomResidual", residual)
                .with("predictionChange", change / size)
                .with("normRatio", GaussianVectors.norm(large) / GaussianVectors.norm(general));
    }

    /** X'(XX')⁻¹ y. */
    private static double[] leastNorm(double[][] x, double[] y) {
        Array2DRowRealMatrix rows = new Array2DRowRealMatrix(x);
        double[] dual = new QRDecomposition(rows.multiply(rows.transpose()))
                .getSolver()
                .solve(new ArrayRealVector(y))
                .toArray();
        return rows.preMultiply(dual);
    }
}
