package dev.shatter.compute;

import dev.shatter.core.Chance;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.stats.NeighbourDistances;
import java.util.Arrays;
import java.util.List;

/** The estimates of intrinsic dimension where it is known: what they are worth. */
record KnownManifolds() implements Simulation {
    @Override
    public String name() {
        return "known-manifolds";
    }

    @Override
    public String summary() {
        return "TwoNN and Levina-Bickel on spheres, a cube, a Gaussian and the Swiss roll";
    }

    @Override
    public String source() {
        return "Facco, d'Errico, Rodriguez and Laio 2017; Levina and Bickel 2005";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.integer("n", 1000L, 20, 100_000, "points on each"),
                Parameter.integer("k", 10L, 3, 1000, "neighbours of Levina and Bickel's estimate"));
    }

    @Override
    public Computed compute(Variant options, long seed) {
        int n = options.integer("n");
        List<double[][]> manifolds = List.of(
                sphere(2, n, seed), rolled(n, seed), cube(3, n, seed), sphere(5, n, seed), gaussian(10, n, seed));
        double[] dimensions = {2, 2, 3, 5, 10};
        Rows rows = new Rows("dimension", "twoNearest", "levinaBickel", "mackay");
        double curved = 0;
        for (int m = 0; m < dimensions.length; m++) {
            NeighbourDistances near = NeighbourDistances.of(manifolds.get(m), options.integer("k"));
            double twoNearest = NeighbourDistances.twoNearestUnbiased(near.ratios());
            rows.add(dimensions[m], twoNearest, near.levinaBickelMean(), near.mackay());
            if (dimensions[m] <= 5) {
                curved += near.mackay() / dimensions[m] / 4;
            }
        }
        return Computed.of(rows.trace())
                .with("mackayOverTruth", curved)
                .with("tenOverTruth", rows.trace().column("mackay")[4] / 10);
    }

    private static double[][] sphere(int d, int n, long seed) {
        double[][] points = gaussian(d + 1, n, seed);
        for (double[] point : points) {
            double length = GaussianVectors.norm(point);
            Arrays.setAll(point, j -> point[j] / length);
        }
        return points;
    }

    private static double[][] cube(int d, int n, long seed) {
        Chance chance = Chance.of(seed, "cube");
        double[][] points = new double[n][d];
        for (double[] point : points) {
            Arrays.setAll(point, j -> chance.nextDouble());
        }
        return points;
    }

    private static double[][] gaussian(int d, int n, long seed) {
        return GaussianVectors.gaussian(n, d, Chance.of(seed, "gaussian", d));
    }

    /** The Swiss roll: (t cos t, h, t sin t), t from 1.5π to 4.5π, h from 0 to 21. */
    private static double[][] rolled(int n, long seed) {
        Chance chance = Chance.of(seed, "roll");
        double[][] points = new double[n][];
        for (int i = 0; i < n; i++) {
            double t = 1.5 * Math.PI * (1 + 2 * chance.nextDouble());
            points[i] = new double[] {t * Math.cos(t), 21 * chance.nextDouble(), t * Math.sin(t)};
        }
        return points;
    }
}
