package dev.shatter.compute;

import dev.shatter.core.Chance;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.exact.DenseStack;
import dev.shatter.exact.Disc;
import dev.shatter.exact.LevelSets;
import dev.shatter.network.Network;
import java.util.List;

/**
 * The plane: {@link LevelSets} of random networks of width 1 to 4, and the error of {@link Disc}, of width 3, against its
 * number of sides, at random points of [−1, 1]².
 */
record Islands() implements Simulation {
    private static final double RADIUS = 0.5;
    private static final double EPSILON = 0.02;

    @Override
    public String name() {
        return "islands";
    }

    @Override
    public String summary() {
        return "bounded islands of ReLU networks on the plane by width, and a disc by a network of width 3";
    }

    @Override
    public String source() {
        return "Johnson 2019, arXiv:1810.00393; Park, Yun, Lee and Shin 2021, arXiv:2006.08859";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.integer("nets", 40L, 1, 100_000, "random networks of each width"),
                Parameter.integer("depth", 4L, 1, 100, "their hidden layers"),
                Parameter.integer("grid", 61L, 5, 2001, "grid points along a side of the window"),
                Parameter.integer("points", 20_000L, 100, 10_000_000, "random points for the disc"));
    }

    @Override
    public Computed compute(Variant options, long seed) {
        double[] share = new double[4];
        for (int width = 1; width <= 4; width++) {
            share[width - 1] = LevelSets.share(
                    width,
                    options.integer("depth"),
                    options.integer("nets"),
                    options.integer("grid"),
                    Chance.of(seed, "networks", width));
        }
        Rows rows = new Rows("width", "share", "sides", "error", "bound");
        double worst = 0;
        double last = Double.NaN;
        for (int i = 0; i < 4; i++) {
            int sides = 4 << i;
            double error = error(sides, options.integer("points"), Chance.of(seed, "disc", sides));
            double bound = Disc.bound(sides, RADIUS, EPSILON);
            worst = Math.max(worst, error / bound);
            last = error;
            rows.add(i + 1, share[i], sides, error, bound);
        }
        double constant = Math.PI * RADIUS * RADIUS * (1 - Math.PI * RADIUS * RADIUS / 4);
        return Computed.of(rows.trace())
                .with("atMostTwo", Math.max(share[0], share[1]))
                .with("three", share[2])
                .with("errorOverBound", worst)
                .with("errorOverConstant", last / constant);
    }

    /** ∫ (f − 1[|x| ≤ r])² over [−1, 1]², by random points. */
    private static double error(int sides, int points, Chance chance) {
        double[][] x = new double[points][];
        for (int i = 0; i < points; i++) {
            x[i] = new double[] {2 * chance.nextDouble() - 1, 2 * chance.nextDouble() - 1};
        }
        try (Network network = Disc.network(sides, RADIUS, EPSILON)) {
            double[] f = DenseStack.values(network, x);
            double sum = 0;
            for (int i = 0; i < points; i++) {
                double target = GaussianVectors.norm(x[i]) <= RADIUS ? 1 : 0;
                sum += 4 * (f[i] - target) * (f[i] - target) / points;
            }
            return sum;
        }
    }
}
